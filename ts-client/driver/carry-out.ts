/** What each step does, and what it saw. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RouteGuideStub } from "../proto.ts";
import { DriverCall } from "./driver-call.ts";
import type { StepResult } from "./lines.ts";
import type { GateOf } from "./read-gate.ts";
import type { Step } from "./step.ts";
import { StepError } from "./step-error.ts";
import type { TimeLine } from "./time-line.ts";

/** A job's calls by name. */
export type Calls = Map<string, DriverCall>;

/** Carries out one step. Errors: {@link StepError}; an AbortError once `limit` has aborted. */
export async function carryOut(
	step: Step,
	calls: Calls,
	stub: RouteGuideStub,
	gateOf: GateOf,
	timeLine: TimeLine,
	limit: AbortSignal,
): Promise<StepResult> {
	switch (step.do) {
		case "open":
			if (calls.has(step.call)) throw new StepError(`call "${step.call}" is open already`);
			calls.set(
				step.call,
				new DriverCall(stub, step, (event) => timeLine.add(step.call, event), gateOf(step.call)),
			);
			return {};
		case "send":
			for (let time = 0; time < (step.times ?? 1); time++) {
				await named(calls, step.call).send(step.message);
			}
			return {};
		case "receive": {
			const messages = await named(calls, step.call).receive(step.count);
			return messages.length < step.count ? { messages, ended: true } : { messages };
		}
		case "receive_headers":
			return named(calls, step.call).headers();
		case "pause":
			await sleep(step.ms, undefined, { signal: limit });
			return {};
		case "expect_silence": {
			const call = named(calls, step.call);
			return { silent: await outlasts(step.ms, call.sound(), limit) };
		}
		case "half_close":
			named(calls, step.call).halfClose();
			return {};
		case "cancel":
			named(calls, step.call).cancel();
			return {};
		case "finish":
			return named(calls, step.call).finish();
	}
}

function named(calls: Calls, name: string): DriverCall {
	const call = calls.get(name);
	if (call === undefined) throw new StepError(`call "${name}" has not been opened`);
	return call;
}

/** True where `ms` milliseconds pass before `sound` settles. */
async function outlasts(ms: number, sound: Promise<void>, limit: AbortSignal): Promise<boolean> {
	const broken = new AbortController();
	try {
		return await Promise.race([
			sound.then(() => false),
			sleep(ms, true, { signal: AbortSignal.any([broken.signal, limit]) }),
		]);
	} finally {
		broken.abort();
	}
}
