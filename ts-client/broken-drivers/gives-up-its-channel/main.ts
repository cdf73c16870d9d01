/** Closes its channel once a call was UNAVAILABLE, and does not make another. */
import { type ServiceError, status } from "@grpc/grpc-js";
import { drive } from "../support/drive.ts";

await drive({
	stub: (stub) =>
		new Proxy(stub, {
			get(target, name) {
				const method = Reflect.get(target, name);
				if (typeof method !== "function") return method;
				return (...asked: unknown[]) => {
					const call = method.apply(target, asked);
					call?.on?.("status", ({ code }: ServiceError) => {
						if (code === status.UNAVAILABLE) target.close();
					});
					return call;
				};
			},
		}),
});
