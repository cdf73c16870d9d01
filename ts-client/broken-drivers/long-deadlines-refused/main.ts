/** Refuses deadlines that its timers, of 31 bits of milliseconds, cannot hold. */
import { drive } from "../support/drive.ts";

const MOST_MS = 2 ** 31 - 1;

await drive({
	run: async (job, real) => {
		const at = job.steps.findIndex((step) => Number(step.deadline_ms ?? 0) > MOST_MS);
		if (at === -1) return real();
		const why = `deadline_ms: expected ${MOST_MS} at most`;
		return { job: job.job, end: "error", at, why, results: [], events: [] };
	},
});
