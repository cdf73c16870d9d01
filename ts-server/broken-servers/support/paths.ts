/** Faults in what is served under which path. */
import type { Server } from "@grpc/grpc-js";

/** Serves a unary method at any path; its answer is bytes as they are. */
export function unaryAt(server: Server, path: string, answer: () => Buffer): void {
	server.register(
		path,
		(_call: unknown, callback: (error: null, value: Buffer) => void) => callback(null, answer()),
		(bytes: Buffer) => bytes,
		(bytes: Buffer) => bytes,
		"unary",
	);
}
