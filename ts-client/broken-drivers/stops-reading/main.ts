/** Reads no more than twenty messages of a stream, and waits for ever for the next. */
import { drive } from "../support/drive.ts";

await drive({
	stub: (stub) =>
		new Proxy(stub, {
			get(target, name) {
				const method = Reflect.get(target, name).bind(target);
				if (name !== "ListFeatures") return method;
				return (...asked: unknown[]) => {
					const call = method(...asked);
					let left = 20;
					call.on("newListener", () => {});
					const next = call[Symbol.asyncIterator].bind(call);
					call[Symbol.asyncIterator] = async function* () {
						for await (const message of next()) {
							if (left-- === 0) await new Promise(() => {});
							yield message;
						}
					};
					return call;
				};
			},
		}),
});
