/** Reports two calls' answers in each other's place where more than fifty are open. */
import { drive } from "../support/drive.ts";

await drive({
	async run(job, real) {
		const line = await real();
		if (job.steps.slice(0, 50).some((step) => step.do !== "open")) return line;
		return {
			...line,
			results: [...line.results.slice(0, -2), ...line.results.slice(-2).reverse()],
		};
	},
});
