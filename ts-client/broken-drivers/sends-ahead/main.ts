/** Sends the next note before it reads the reply to the one before. */
import { drive } from "../support/drive.ts";
import { reordered } from "../support/reordered.ts";

await drive(
	reordered((steps) => {
		const order = [...steps.keys()];
		steps.forEach((step, at) => {
			const next = steps[at + 1];
			if (step.do !== "receive" || next?.do !== "send" || next.call !== step.call) return;
			[order[at], order[at + 1]] = [at + 1, at];
		});
		return order;
	}),
);
