/** Folders of peers for the command line, made of the small peer's programs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PeerFile } from "../../model/peer.ts";

const NODE = resolve(import.meta.dirname, "../../../node_modules/.bin/node");
export const SMALL_FOLDER = resolve(import.meta.dirname, "../peers/small");
const program = (name: string) => join(SMALL_FOLDER, name);

interface Wanted {
	readonly name: string;
	/** Words for its server and for its client. */
	readonly words?: readonly string[];
	readonly setup?: readonly (readonly string[])[];
}

/** Writes a peer with a server and a client of its name below `folder`; gives the peer's folder. */
export function writePeer(folder: string, { name, words = [], setup = [] }: Wanted): string {
	const path = join(folder, name);
	mkdirSync(path, { recursive: true });
	const peer = {
		name,
		title: "A small peer",
		process: { setup, "command-prefix": [NODE] },
		servers: [
			{
				name,
				behaviour: "go",
				command: [program("server.ts"), "--name", name, ...words],
				ready: "announce",
				witness: true,
			},
		],
		client: { name, command: [program("client.ts"), ...words], contract: 1 },
	} satisfies Omit<PeerFile, "unsupported" | "process" | "servers"> & Record<string, unknown>;
	writeFileSync(join(path, "peer.yaml"), JSON.stringify(peer, null, 1));
	return path;
}
