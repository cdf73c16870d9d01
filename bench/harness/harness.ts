/** The harness against connect's, in turn, in one run. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../interop/model/error.ts";
import { builtInFolders, loadPeer } from "../../interop/peers/load.ts";
import { processRuntime } from "../../interop/peers/process/runtime.ts";
import { loadScenarios } from "../../interop/scenarios/load.ts";
import { globsWithoutMatch, matchesAny } from "../../interop/support/globs.ts";
import type { ConformanceRun, HarnessResults, HarnessRun } from "../model/harness.ts";
import {
	CONFORMANCE_PEERS,
	CONFORMANCE_VERSION,
	conformanceRun,
	prepareConformance,
	SKIPPED,
} from "./conformance-run.ts";
import { interopRun } from "./interop-run.ts";
import { hasPauses } from "./pauses.ts";

export interface HarnessOrder {
	readonly server?: readonly string[] | undefined;
	readonly client?: readonly string[] | undefined;
	readonly scenario?: readonly string[] | undefined;
	readonly rounds: number;
	/** As it was typed. */
	readonly command: string;
	readonly signal: AbortSignal;
	log(line: string): void;
}

/** Everything it started has ended when it resolves or rejects. Throws InteropError, or where interrupted. */
export async function benchHarness(order: HarnessOrder): Promise<HarnessResults> {
	const started = new Date().toISOString();
	const { run, left } = chosenScenarios(order.scenario);
	const words = [
		...(order.server ? ["--server", order.server.join(",")] : []),
		...(order.client ? ["--client", order.client.join(",")] : []),
	];
	const harness: HarnessRun[] = [];
	const connectconformance: ConformanceRun[] = [];
	const folder = mkdtempSync(join(tmpdir(), "bench-harness-"));
	const { signal, log } = order;
	try {
		const conformance = await prepareConformance(folder, log, signal);
		await setUpPeers(log, signal);
		for (let round = 1; round <= order.rounds; round++) {
			log(`round ${round} of ${order.rounds}: ${run.length} scenarios by npm run interop`);
			const out = join(folder, `run-${round}`);
			mkdirSync(out);
			harness.push(await interopRun({ round, scenarios: run, words, folder: out, signal }));
			for (const peer of CONFORMANCE_PEERS) {
				log(`round ${round} of ${order.rounds}: connectconformance, ${peer}`);
				connectconformance.push(await conformanceRun(conformance, peer, round, signal));
			}
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	return {
		version: 1,
		started,
		ended: new Date().toISOString(),
		command: order.command,
		scenarios: run.length,
		with_pauses: left,
		conformance: { version: CONFORMANCE_VERSION, skipped: SKIPPED },
		harness,
		connectconformance,
	};
}

/** Builds are no part of what is measured. */
async function setUpPeers(log: (line: string) => void, signal: AbortSignal): Promise<void> {
	await using runtime = processRuntime();
	for (const folder of builtInFolders()) {
		const peer = loadPeer(folder, true);
		await runtime.prepare(peer, (line) => log(`${peer.name}: ${line}`), signal);
	}
}

/** Ids of those without pauses, and how many have some. Throws UsageError. */
function chosenScenarios(globs: readonly string[] | undefined): { run: string[]; left: number } {
	const all = loadScenarios();
	const [idle] = globsWithoutMatch(
		globs ?? [],
		all.map(({ id }) => id),
	);
	if (idle !== undefined) {
		throw new UsageError(
			`--scenario ${idle} matches nothing`,
			"`npm run interop -- --list` prints the scenarios.",
		);
	}
	const chosen = all.filter(({ id }) => globs === undefined || matchesAny(globs, id));
	const run = chosen.filter((scenario) => !hasPauses(scenario)).map(({ id }) => id);
	if (run.length === 0) {
		throw new UsageError(
			"--scenario: all of these have pauses",
			"Choose some that do not wait by their script.",
		);
	}
	return { run, left: chosen.length - run.length };
}
