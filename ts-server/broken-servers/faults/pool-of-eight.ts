/** Serves eight calls at a time; the others wait. */
import { gated } from "../support/gates.ts";

let running = 0;
const waiting: (() => void)[] = [];

export const fault = gated(async (_rpc, _call, over) => {
	while (running >= 8) await new Promise<void>((go) => waiting.push(go));
	running += 1;
	void over.then(() => {
		running -= 1;
		waiting.shift()?.();
	});
});
