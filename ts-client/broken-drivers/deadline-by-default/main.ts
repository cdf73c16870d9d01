/** Gives GetFeature a deadline that nobody asked for. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step) =>
		step.do === "open" && step.method === "GetFeature"
			? { ...step, deadline_ms: step.deadline_ms ?? 60_000 }
			: step,
	),
);
