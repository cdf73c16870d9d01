/** Sends no metadata whose key has a capital letter. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const lower = ([key]: readonly [string, unknown]) => key === key.toLowerCase();

await drive(
	doing((step) => {
		if (step.do !== "open") return step;
		return { ...step, metadata: (step.metadata as [string, unknown][]).filter(lower) };
	}),
);
