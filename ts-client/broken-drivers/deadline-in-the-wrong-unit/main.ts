/** Takes milliseconds for microseconds. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const short = (ms: unknown) => (typeof ms === "number" ? Math.ceil(ms / 1000) : null);

await drive(
	doing((step) => (step.do === "open" ? { ...step, deadline_ms: short(step.deadline_ms) } : step)),
);
