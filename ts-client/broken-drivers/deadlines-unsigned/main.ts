/** Sends deadlines without their sign, so that one in the past is one in 24 days. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const unsigned = (ms: unknown) => (typeof ms === "number" && ms < 0 ? ms & 0x7f_ff_ff_ff : ms);

await drive(
	doing((step) =>
		step.do === "open" ? { ...step, deadline_ms: unsigned(step.deadline_ms) } : step,
	),
);
