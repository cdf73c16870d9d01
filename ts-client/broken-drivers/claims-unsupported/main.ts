/** Answers `unsupported` to every job with a route. */
import { drive } from "../support/drive.ts";

await drive({
	run: (job, real) =>
		job.steps.some(({ method }) => method === "RecordRoute")
			? { job: job.job, end: "unsupported", at: 0, why: "no client streaming here", results: [] }
			: real(),
});
