import { status } from "@grpc/grpc-js";

/** Ends a call with a status that is not OK. grpc-js reads `code` and `details`. */
export class StatusError extends Error {
	override readonly name = "StatusError";
	readonly code: status;
	readonly details: string;

	constructor(code: status, details: string) {
		super(details);
		this.code = code;
		this.details = details;
	}

	/** `error` itself where it is a status; UNKNOWN with its message otherwise, as gRPC has it. */
	static from(error: unknown): StatusError {
		if (error instanceof StatusError) {
			return error;
		}
		return new StatusError(status.UNKNOWN, error instanceof Error ? error.message : String(error));
	}
}
