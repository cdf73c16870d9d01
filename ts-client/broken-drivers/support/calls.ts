/** Faults in the calls that a stub makes, whichever method is called. */
import type { RouteGuideStub } from "../../proto.ts";
import type { Fault } from "./drive.ts";

/** Every call changed as it begins; what is no call of its own, such as `close`, passes. */
export function calling<Call extends object>(
	change: (call: Call, stub: RouteGuideStub) => void,
): Fault {
	return {
		stub: (stub) =>
			new Proxy(stub, {
				get(target, name) {
					const method = Reflect.get(target, name);
					if (typeof method !== "function") return method;
					return (...asked: unknown[]) => {
						const call = method.apply(target, asked);
						if (typeof call?.on === "function") change(call, target);
						return call;
					};
				},
			}),
	};
}
