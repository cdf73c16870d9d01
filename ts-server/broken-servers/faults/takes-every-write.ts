/** Takes every message off the handler at once, and piles them up. */
import { ServerInterceptingCall } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

class TakingCall extends ServerInterceptingCall {
	override sendMessage(message: unknown, taken: () => void): void {
		super.sendMessage(message, () => {});
		taken();
	}
}

export const fault: Fault = { interceptor: (_method, call) => new TakingCall(call) };
