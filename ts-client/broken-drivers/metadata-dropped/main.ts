/** Sends none of a call's own metadata, only the mark that tells which cell it belongs to. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step) => {
		if (step.do !== "open" || !Array.isArray(step.metadata)) return step;
		return { ...step, metadata: step.metadata.filter(([key]) => key === "x-interop-cell") };
	}),
);
