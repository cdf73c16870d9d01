/** A peer set up, or its image built; what came of it is a record. */
import { PeerStartError } from "../model/error.ts";
import type { Peer } from "../model/peer.ts";
import type { PeerRecord } from "../model/record.ts";
import type { PeerRuntime } from "../peers/runtime.ts";
import { LogFile } from "../support/log-file.ts";
import type { RunFolder } from "./folder.ts";
import type { RunEvents } from "./world.ts";

export interface PrepareOrder {
	readonly runtime: PeerRuntime;
	readonly folder: RunFolder;
	readonly events: RunEvents;
	readonly signal: AbortSignal;
}

/** Never rejects for what the set-up does: that is in the record, and in a log of the folder. */
export async function preparePeer(
	peer: Peer,
	{ runtime, folder, events, signal }: PrepareOrder,
): Promise<PeerRecord> {
	const began = performance.now();
	const log = new LogFile(folder.log(`setup.${peer.name}`));
	events.preparing(peer.name);
	const record = { peer: peer.name, title: peer.title, image: null, failed: null };
	if (peer.attached) return { ...record, seconds: 0 };
	const seconds = () => Math.round((performance.now() - began) / 100) / 10;
	let result: PeerRecord;
	try {
		const heard = (line: string) => {
			log.line(line);
			events.setupLine(peer.name, line);
		};
		const { image } = await runtime.prepare(peer, heard, signal);
		result = { ...record, image, seconds: seconds() };
	} catch (problem) {
		if (!(problem instanceof PeerStartError)) throw problem;
		const failed = { why: problem.message, hint: problem.hint };
		result = { ...record, failed, seconds: seconds() };
	}
	events.prepared(result);
	return result;
}
