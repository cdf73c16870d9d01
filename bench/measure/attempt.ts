/** One attempt: a load on one server, and what that used meanwhile. */
import type { Mode } from "../../interop/model/words.ts";
import { unaryLoad } from "../load/ghz.ts";
import { goLoad } from "../load/go-client.ts";
import type { LoadOrder, Seen } from "../load/target.ts";
import type { Load } from "../model/loads.ts";
import type { Attempt } from "../model/results.ts";
import type { Makers } from "../tools/makers.ts";
import type { Contestant } from "./contestant.ts";

export interface AttemptOrder {
	readonly mode: Mode;
	readonly load: Load;
	readonly round: number;
	readonly seconds: number;
	readonly makers: Makers;
	readonly signal: AbortSignal;
}

/** Rejects only where interrupted: whatever else goes wrong is a failure of the attempt. */
export async function attempt(contestant: Contestant, order: AttemptOrder): Promise<Attempt> {
	const { mode, round } = order;
	const before = contestant.usage();
	const seen = await load(contestant, order);
	const after = contestant.usage();
	const cpu = after.cpuSeconds - before.cpuSeconds;
	const units = mode === "unary" ? seen.calls : seen.messages;
	return {
		round,
		...seen,
		rate: seen.seconds > 0 ? units / seen.seconds : 0,
		cpu_seconds_per_1000_calls:
			seen.calls > 0 && contestant.lives() ? (cpu / seen.calls) * 1_000 : null,
		resident_bytes: after.residentBytes,
	};
}

async function load(contestant: Contestant, order: AttemptOrder): Promise<Seen> {
	const { mode, makers, signal } = order;
	const words: LoadOrder = { ...order, target: contestant.target };
	const maker = makers[mode];
	if (maker === undefined) throw new Error(`no load maker was prepared for ${mode}`);
	try {
		if (mode === "unary") return await unaryLoad(maker, words);
		return await goLoad(maker, mode, words);
	} catch (problem) {
		signal.throwIfAborted();
		const failure = problem instanceof Error ? problem.message : String(problem);
		return { calls: 0, messages: 0, seconds: 0, p50_ms: null, p99_ms: null, failed: 1, failure };
	}
}
