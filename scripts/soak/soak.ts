/** The server under all four modes at once, for so many calls, with its memory watched. */
import { setInterval as every } from "node:timers/promises";
import { goLoad } from "../../bench/load/go-client.ts";
import type { Seen } from "../../bench/load/target.ts";
import type { Contestant, Entrant } from "../../bench/measure/contestant.ts";
import { LOADS } from "../../bench/model/loads.ts";
import { buildLoad } from "../../bench/tools/makers.ts";
import { RuntimeMissingError } from "../../interop/model/error.ts";
import { Mode } from "../../interop/model/words.ts";
import { builtInFolders, loadPeer } from "../../interop/peers/load.ts";
import { processRuntime } from "../../interop/peers/process/runtime.ts";
import { missingTools } from "../../interop/peers/process/tools.ts";
import { withServer } from "../standing-alone.ts";
import type { SoakRecord, Total } from "./record.ts";
import { flatnessOf, type Sample } from "./verdict.ts";

export interface SoakOrder {
	readonly entrant: Entrant;
	/** At least so many, of all modes together. */
	readonly calls: number;
	/** The modes go on side by side for so long; then it is looked how many calls that were. Absent: ten. */
	readonly roundSeconds?: number;
	readonly signal: AbortSignal;
	log(line: string): void;
}

const ROUND_SECONDS = 10;
const SAMPLE_MS = 1_000;
/** A record's samples are thinned out to about so many; the verdict is of all. */
const KEPT_SAMPLES = 200;
const LOAD = LOADS[100];

/** Throws InteropError where it cannot be run, and where it is interrupted. */
export async function soak(order: SoakOrder): Promise<SoakRecord> {
	const { signal, log } = order;
	const load = await loadMaker(signal, log);
	const started = new Date().toISOString();
	return withServer(order.entrant, order, async (server) => {
		const totals = new Map<Mode, Total>();
		const { samples, died } = await watched(server, () => keepBusy(server, load, order, totals));
		const about = await server.stop();
		const flatness = flatnessOf(samples);
		const failures = [...totals].flatMap(([mode, { failed, failure }]) =>
			failed === 0 ? [] : [`${mode}: ${failed} calls failed, the first by ${failure}`],
		);
		const problems = [
			...failures,
			...(died ? ["the server has ended by itself"] : []),
			...(flatness.flat === false ? ["its memory still rises in the last half"] : []),
		];
		return {
			started,
			server: order.entrant.server.name,
			language: about?.language ?? "unknown",
			grpc: about?.grpc ?? "unknown",
			wanted: order.calls,
			seconds: samples.at(-1)?.seconds ?? 0,
			totals: Object.fromEntries(totals),
			verdict: { ...flatness, problems },
			samples: thinned(samples),
		};
	});
}

async function loadMaker(signal: AbortSignal, log: (line: string) => void): Promise<string> {
	const peer = builtInFolders()
		.map((folder) => loadPeer(folder, true))
		.find(({ name }) => name === "go");
	if (peer === undefined) throw new Error("there is a built-in peer go");
	const missing = missingTools([peer]);
	if (missing.length > 0) {
		throw new RuntimeMissingError(
			`${missing.join(" and ")} not installed`,
			"The load is made by containers/go/cmd/load, which is built here.",
		);
	}
	await using runtime = processRuntime();
	await runtime.prepare(peer, log, signal);
	return buildLoad(peer, log, signal);
}

/** Round by round, until there were enough; ends early where the server has ended. */
async function keepBusy(
	server: Contestant,
	program: string,
	{ calls, roundSeconds: seconds = ROUND_SECONDS, signal, log }: SoakOrder,
	totals: Map<Mode, Total>,
): Promise<void> {
	const { target } = server;
	const done = () =>
		[...totals.values()].reduce((sum, { calls, failed }) => sum + calls + failed, 0);
	while (done() < calls && server.lives()) {
		const rounds = await Promise.allSettled(
			Mode.options.map(async (mode) => {
				const order = { target, load: LOAD[mode], seconds, signal };
				add(totals, mode, await goLoad(program, mode, order, true));
			}),
		);
		for (const round of rounds) if (round.status === "rejected") throw round.reason;
		log(`${done().toLocaleString("en")} of ${calls.toLocaleString("en")} calls`);
	}
}

function add(totals: Map<Mode, Total>, mode: Mode, seen: Seen): void {
	const so = totals.get(mode) ?? { calls: 0, messages: 0, failed: 0, failure: null };
	totals.set(mode, {
		calls: so.calls + seen.calls,
		messages: so.messages + seen.messages,
		failed: so.failed + seen.failed,
		failure: so.failure ?? seen.failure,
	});
}

/** The server's memory while `work` goes on, and whether the server was gone at its end. */
async function watched(
	server: Contestant,
	work: () => Promise<void>,
): Promise<{ readonly samples: readonly Sample[]; readonly died: boolean }> {
	const began = performance.now();
	const samples: Sample[] = [];
	const ended = new AbortController();
	const watching = (async () => {
		for await (const _ of every(SAMPLE_MS, undefined, { signal: ended.signal })) {
			const seconds = Math.round(performance.now() - began) / 1e3;
			samples.push({ seconds, resident_bytes: server.usage().residentBytes });
		}
	})().catch((problem: unknown) => {
		if (!ended.signal.aborted) throw problem;
	});
	try {
		await work();
	} finally {
		ended.abort();
		await watching;
	}
	return { samples, died: !server.lives() };
}

function thinned(samples: readonly Sample[]): Sample[] {
	const step = Math.ceil(samples.length / KEPT_SAMPLES);
	return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}
