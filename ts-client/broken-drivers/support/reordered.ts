/** Faults in the order in which a job's steps are carried out; what is reported keeps the script's. */
import type { JobLine, StepResult } from "../../driver/lines.ts";
import type { JsonObject } from "../../driver/shape.ts";
import type { Fault } from "./drive.ts";

/** `order` gives the indexes of the steps in the order in which they are to be carried out. */
export function reordered(order: (steps: readonly JsonObject[]) => readonly number[]): Fault {
	return {
		job: (job) => ({ ...job, steps: order(job.steps).map((at) => job.steps[at] ?? {}) }),
		back: (line, job): JobLine => {
			if (line.end !== "completed") return line;
			const results: StepResult[] = [];
			for (const [place, at] of order(job.steps).entries()) results[at] = line.results[place] ?? {};
			return { ...line, results };
		},
	};
}
