/** Cuts deadlines to whole milliseconds, and takes nought for none. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const whole = (ms: unknown) => (typeof ms === "number" && ms >= 1 ? Math.floor(ms) : null);

await drive(
	doing((step) => (step.do === "open" ? { ...step, deadline_ms: whole(step.deadline_ms) } : step)),
);
