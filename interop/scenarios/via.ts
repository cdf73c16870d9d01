/** What a scenario with a relay must keep to. */
import type { Script } from "../model/scenario.ts";
import type { Via } from "../model/via.ts";
import type { Transport } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";

/** Throws FileProblem. */
export function checkVia(
	via: Via | null,
	transports: readonly Transport[] | null,
	scripts: readonly Script[],
): void {
	if (via?.http2 !== undefined && transports?.join() !== "plaintext") {
		throw new FileProblem("via: http2 reads what passes, so it needs transports: [plaintext]");
	}
	if (via?.http2 === undefined && scripts.some(({ wire }) => Object.keys(wire).length > 0)) {
		throw new FileProblem("wire: only a relay sees the wire; expected via: { http2: {} }");
	}
	const trailers = Object.values(via?.http2?.response?.trailers ?? {});
	if (trailers.length > 0 && trailers.every((value) => value === null)) {
		throw new FileProblem(
			"via: http2.response.trailers: expected one that is set beside those that are removed, since a block without any is not sent",
		);
	}
	if (via?.tls_server !== undefined && transports?.join() !== "plaintext") {
		throw new FileProblem(
			"via: tls_server passes on plaintext, so it needs transports: [plaintext]",
		);
	}
	if (via?.tls_client !== undefined && (transports?.includes("plaintext") ?? true)) {
		throw new FileProblem("via: tls_client speaks TLS with servers: transports without plaintext");
	}
}
