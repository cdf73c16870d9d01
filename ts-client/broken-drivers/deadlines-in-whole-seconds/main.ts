/** Cuts deadlines to whole seconds, and has none where nothing is left of one. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const cut = (ms: unknown) =>
	typeof ms === "number" && ms > 0 ? Math.floor(ms / 1000) * 1000 || null : ms;

await drive(
	doing((step) => (step.do === "open" ? { ...step, deadline_ms: cut(step.deadline_ms) } : step)),
);
