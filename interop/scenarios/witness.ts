/** What a scenario says the server must have seen, and what it thereby asks of servers and drivers. */
import type { ChannelOptions, Step } from "../model/batch.ts";
import { ExpectedWitness, type Scenario, type Script } from "../model/scenario.ts";
import { ServerOption } from "../model/words.ts";
import { check, FileProblem } from "../support/checked-file.ts";
import { isMap } from "./macros.ts";
import { metadataOf } from "./steps.ts";

/** Request metadata that a server obeys, as `interop/model/server-contract.md` has it. */
const OBEYED = /^x-(grpc-test-echo|interop)-/i;

/** The written `witness`, by call. Throws FileProblem. */
export function expectedWitnesses(written: unknown, steps: readonly Step[]): Script["witness"] {
	if (!isMap(written)) throw new FileProblem("witness: expected a map of calls");
	const opened = new Set(steps.flatMap((step) => (step.do === "open" ? [step.call] : [])));
	const asked = Object.keys(written);
	return Object.fromEntries(
		Object.entries(written).map(([call, raw]) => {
			if (!opened.has(call)) throw new FileProblem(`witness: call ${call} is not opened`);
			if (!isMap(raw)) throw new FileProblem(`witness: ${call}: expected a map`);
			const value = "metadata" in raw ? { ...raw, metadata: metadataOf(raw.metadata) } : raw;
			const witness = check(ExpectedWitness, value, `witness: ${call}`);
			const { before } = witness;
			if (before !== undefined && asked.indexOf(before) <= asked.indexOf(call)) {
				throw new FileProblem(
					`witness: ${call}: before ${before}: expected a call that stands below it, as ${before}: {} at least`,
				);
			}
			return [call, witness];
		}),
	);
}

function isOfContract2(step: Step): boolean {
	return step.do === "receive_headers" || (step.do === "send" && step.times !== undefined);
}

/** What peers must be able to do for these scripts. */
export function needsOf(
	scripts: readonly Script[],
	server: Scenario["server"],
	channel: ChannelOptions,
): Scenario["needs"] {
	const opens = scripts.flatMap(({ steps }) => steps.filter((step) => step.do === "open"));
	const beyond =
		opens.some(
			({ raw, wait_for_ready, deadline_ms }) =>
				raw !== undefined || wait_for_ready !== undefined || !Number.isInteger(deadline_ms ?? 0),
		) || scripts.some(({ order, steps }) => order.length > 0 || steps.some(isOfContract2));
	return {
		obeys: opens.some(({ metadata }) => metadata.some(([key]) => OBEYED.test(key))),
		witness: scripts.some(({ witness }) => Object.keys(witness).length > 0),
		options: ServerOption.options.filter((option) => option in server),
		contract: beyond || Object.keys(channel).length > 0 ? 2 : 1,
	};
}
