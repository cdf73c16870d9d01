/** Cancels a chat that it should half-close. */
import { doing, methodOf } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step, job) =>
		step.do === "half_close" && methodOf(step, job) === "RouteChat"
			? { do: "cancel", call: step.call }
			: step,
	),
);
