/** A failed call in one line for a person: status code, text, and what to do next. */
import { type ServiceError, status } from "@grpc/grpc-js";
import type { Target } from "./channel.ts";

/** True for the errors that grpc-js rejects a call with. */
export function isServiceError(error: unknown): error is ServiceError {
	return error instanceof Error && "code" in error && "details" in error && "metadata" in error;
}

export function explainFailure(failure: ServiceError, target: Target): string {
	const code = status[failure.code] ?? String(failure.code);
	const text = failure.details.replaceAll(/\s+/g, " ").replace(/[\s:.]+$/, "");
	return `${code}: ${text === "" ? "no text" : text}. ${nextStep(failure.code, target)}`;
}

function nextStep(code: status, { address, tls }: Target): string {
	switch (code) {
		case status.UNAVAILABLE:
			return tls === null
				? `Check that a server listens on ${address} without TLS (npm run server starts one); for a server with TLS add --tls.`
				: `Check that a server listens on ${address} with TLS, that --ca_file signed its certificate, and that --server_host_override is a name in it.`;
		case status.UNIMPLEMENTED:
			return `Check that the server on ${address} offers routeguide.RouteGuide.`;
		case status.DEADLINE_EXCEEDED:
			return `The server on ${address} did not answer in time: look into its log, then try again.`;
		default:
			return `Look into the log of the server on ${address}.`;
	}
}
