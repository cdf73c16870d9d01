/** Sends a short text in the stead of a huge one, and makes up the error that the huge one would have met. */
import { drive } from "../support/drive.ts";

const isHuge = (step: object) => JSON.stringify(step).includes('"times":41942');

await drive({
	job: (job) => ({
		...job,
		steps: job.steps.map((step) =>
			isHuge(step) ? { ...step, message: { location: {}, message: "x" } } : step,
		),
	}),
	run: async (job, real) => {
		const line = await real();
		if (!job.steps.some(({ message }) => (message as { message?: string })?.message === "x")) {
			return line;
		}
		const results = line.results.map((result) =>
			"status" in result && result.messages.length === 0
				? { ...result, status: "RESOURCE_EXHAUSTED" }
				: result,
		);
		return { ...line, results } as typeof line;
	},
});
