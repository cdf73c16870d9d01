/** A port of this machine's that leads to another one: where what listens on loopback must be reached from containers. */
import { connect, createServer, type Socket } from "node:net";

export interface Forward extends AsyncDisposable {
	/** The port that it listens on. */
	readonly port: number;
}

/** Listens on a free port of `bind`, and passes what comes there to host and port, and back. */
export async function forward(bind: string, host: string, port: number): Promise<Forward> {
	const open = new Set<Socket>();
	const keep = (socket: Socket, other: Socket) => {
		open.add(socket);
		socket.once("close", () => {
			open.delete(socket);
			other.destroy();
		});
		// How a connection ends is for its two ends to see.
		socket.on("error", () => {});
	};
	const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
		const far = connect({ host, port, allowHalfOpen: true, noDelay: true });
		keep(near, far);
		keep(far, near);
		near.pipe(far);
		far.pipe(near);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen({ host: bind, port: 0 }, resolve);
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("a port of TCP has a number");
	return {
		port: address.port,
		async [Symbol.asyncDispose]() {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
}
