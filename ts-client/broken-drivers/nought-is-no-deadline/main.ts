/** Takes a deadline of no time for no deadline. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step) => (step.do === "open" ? { ...step, deadline_ms: step.deadline_ms || null } : step)),
);
