/** Carries out one job, within its limit. */
import { setImmediate as turn } from "node:timers/promises";
import type { Target } from "../channel.ts";
import type { RouteGuideStub } from "../proto.ts";
import type { Job } from "./batch.ts";
import { type Calls, carryOut } from "./carry-out.ts";
import type { JobLine, StepResult } from "./lines.ts";
import { gatesFor } from "./read-gate.ts";
import { checkSteps, type Fault, type Step } from "./step.ts";
import { TimeLine } from "./time-line.ts";

/** Over `stub`, which is connected to `target`. Never rejects: whatever becomes of the job stands in its line. */
export async function runJob(job: Job, stub: RouteGuideStub, target: Target): Promise<JobLine> {
	if (job.unknownKey !== null) {
		const why = `unknown key "${job.unknownKey}" in the job`;
		return { job: job.job, end: "unsupported", at: 0, why, results: [], events: [] };
	}
	const checked = checkSteps(job.steps);
	if ("fault" in checked) return { job: job.job, ...checked.fault, results: [], events: [] };
	const results: StepResult[] = [];
	const timeLine = new TimeLine();
	const fault = await runSteps(checked.steps, job.limit_ms, stub, target, results, timeLine);
	const end = fault ?? { end: "completed", at: null, why: null };
	// A copy: what the calls still do as they are left is nobody's.
	return { job: job.job, ...end, results, events: [...timeLine.events] };
}

/** Adds to `results` as far as the steps get; what stopped them, or null. */
async function runSteps(
	steps: readonly Step[],
	limitMs: number,
	stub: RouteGuideStub,
	target: Target,
	results: StepResult[],
	timeLine: TimeLine,
): Promise<Fault | null> {
	const calls: Calls = new Map();
	const gateOf = gatesFor(steps, target);
	const limit = new AbortController();
	const timer = setTimeout(() => limit.abort(), limitMs);
	const expired = new Promise<never>((_resolve, reject) => {
		limit.signal.addEventListener("abort", () => reject(limit.signal.reason));
	});
	try {
		for (const [at, step] of steps.entries()) {
			// A turn of the event loop: what the library took leaves for the socket, other jobs have
			// their share, and the limit can strike between steps that never wait.
			if (at > 0) await turn();
			limit.signal.throwIfAborted();
			results.push(
				await Promise.race([carryOut(step, calls, stub, gateOf, timeLine, limit.signal), expired]),
			);
		}
		return null;
	} catch (error) {
		const at = results.length;
		if (!limit.signal.aborted) return { end: "error", at, why: (error as Error).message };
		return {
			end: "timeout",
			at,
			why: `limit_ms: ${limitMs} ms ran out in step "${steps[at]?.do}"`,
		};
	} finally {
		clearTimeout(timer);
		// Calls that a job leaves open would hold their places on the server.
		for (const call of calls.values()) call.abandon();
	}
}
