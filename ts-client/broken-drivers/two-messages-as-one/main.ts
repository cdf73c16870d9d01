/** Sends only the second of two points that it is given one right after the other. */
import { doing, methodOf } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step, job) => {
		const next = job.steps[job.steps.indexOf(step) + 1];
		const merged = step.do === "send" && next?.do === "send" && next.call === step.call;
		return merged && methodOf(step, job) === "RecordRoute" ? { do: "pause", ms: 1 } : step;
	}),
);
