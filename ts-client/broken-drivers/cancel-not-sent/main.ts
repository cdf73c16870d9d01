/** Takes a cancel for a half-close. */
import { drive } from "../support/drive.ts";

await drive({
	stub: (stub) =>
		new Proxy(stub, {
			get(target, name) {
				const method = Reflect.get(target, name);
				if (typeof method !== "function") return method;
				return (...asked: unknown[]) => {
					const call = method.apply(target, asked);
					return Object.assign(call ?? {}, { cancel: () => call.end?.() });
				};
			},
		}),
});
