/** Half-closes only where it has sent something. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step, { steps }) =>
		step.do === "half_close" && !steps.some((it) => it.do === "send" && it.call === step.call)
			? { do: "pause", ms: 1 }
			: step,
	),
);
