/** Ends a call at once whose deadline is no whole number of milliseconds. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const nought = (ms: unknown) => (typeof ms === "number" && !Number.isInteger(ms) ? 0 : ms);

await drive(
	doing((step) => (step.do === "open" ? { ...step, deadline_ms: nought(step.deadline_ms) } : step)),
);
