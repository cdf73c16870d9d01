/** Ends each call before it makes the next, where a job only makes calls, sends, and ends them. */
import { drive } from "../support/drive.ts";
import { reordered } from "../support/reordered.ts";

const SIMPLE = ["open", "send", "finish"];

await drive(
	reordered((steps) => {
		const order = [...steps.keys()];
		if (!steps.every((step) => SIMPLE.includes(String(step.do)))) return order;
		const first = new Map<unknown, number>();
		steps.forEach((step, at) => {
			if (!first.has(step.call)) first.set(step.call, at);
		});
		const turn = (at: number) => first.get(steps[at]?.call) ?? at;
		return order.sort((one, other) => turn(one) - turn(other) || one - other);
	}),
);
