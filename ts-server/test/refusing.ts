import { once } from "node:events";
import { connect } from "node:net";
import type { Spawned } from "./spawned.ts";

/** Resolves once the server refuses new connections: it has taken the signal. */
export async function refusing(server: Spawned): Promise<void> {
	for (;;) {
		const error = await probe(server).catch((reason: unknown) => reason);
		if (error !== undefined) {
			return;
		}
	}
}
async function probe({ ready }: Spawned): Promise<void> {
	const [, host = "", port = ""] = /^(.+):(\d+)$/.exec(String(ready.listening)) ?? [];
	const socket = connect(Number(port), host);
	await once(socket, "connect");
	socket.destroy();
}
