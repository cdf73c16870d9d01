/** Shows initial metadata with the end of its call. */
import type { EventEmitter } from "node:events";
import { calling } from "../support/calls.ts";
import { drive } from "../support/drive.ts";

await drive(calling(holdHeaders));

function holdHeaders(call: EventEmitter): void {
	const emit = call.emit.bind(call);
	let held: unknown[] | null = null;
	call.emit = (event: string | symbol, ...values: unknown[]) => {
		if (event === "metadata") {
			held = values;
			return true;
		}
		if (event === "status" && held !== null) emit("metadata", ...held);
		return emit(event, ...values);
	};
}
