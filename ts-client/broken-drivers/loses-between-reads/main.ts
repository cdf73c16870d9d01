/** Loses what it had read ahead when reading stops and goes on. */
import { reporting } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	reporting((result, step, { steps }) =>
		"status" in result && steps.some((it) => it.do === "receive" && it.call === step.call)
			? { ...result, messages: result.messages.slice(1) }
			: result,
	),
);
