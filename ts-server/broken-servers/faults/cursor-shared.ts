/** Keeps the place in a listing on the server: a second listing goes on where the first one is. */
import { setTimeout as pause } from "node:timers/promises";
import type { Feature } from "../../../proto/generated/routeguide/Feature.ts";
import { sendAll } from "../../streams.ts";
import type { Fault } from "../support/fault.ts";
import { PlainTable } from "../support/plain-table.ts";

let running = 0;
let cursor = 0;
let table = new PlainTable([]);

export const fault: Fault = {
	Table: class extends PlainTable {
		constructor(...features: ConstructorParameters<typeof PlainTable>) {
			super(...features);
			table = this;
		}
	},
	handlers: () => ({
		async ListFeatures(call) {
			const found = [...table.within(call.request)];
			if (running++ === 0) cursor = 0;
			// The other listing comes meanwhile.
			await pause(100);
			while (cursor < found.length) {
				await sendAll<Feature>(call, found.slice(cursor++, cursor));
			}
			running -= 1;
			call.end();
		},
	}),
};
