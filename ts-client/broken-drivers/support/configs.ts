/** Faults in how a service config is understood. */
import { connect } from "../../channel.ts";
import { isObject, type JsonObject } from "../../driver/shape.ts";
import type { Fault } from "./drive.ts";

/** Another config in the stead of the channel's own, where it has one. */
export function rewritten(change: (config: JsonObject) => unknown): Fault {
	return {
		connect: (target) => {
			const { service_config: text, ...channel } = target.channel ?? {};
			const config: unknown = JSON.parse(text ?? "null");
			if (!isObject(config)) return connect(target);
			const service_config = JSON.stringify(change(config));
			return connect({ ...target, channel: { ...channel, service_config } });
		},
	};
}
