/** A call that is to wait for a connection fails at the first refusal. */
import { drive } from "../support/drive.ts";

await drive({
	job: (job) => ({
		...job,
		steps: job.steps.map(({ wait_for_ready: _, ...step }) => step),
	}),
});
