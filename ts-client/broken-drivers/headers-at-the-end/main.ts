/** Shows initial metadata with the end of its call. */
import type { EventEmitter } from "node:events";
import { drive } from "../support/drive.ts";

await drive({
	stub: (stub) =>
		new Proxy(stub, {
			get(target, name) {
				const method = Reflect.get(target, name);
				if (typeof method !== "function") return method;
				return (...asked: unknown[]) => {
					const call = method.apply(target, asked);
					if (typeof call?.emit === "function") holdHeaders(call);
					return call;
				};
			},
		}),
});

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
