import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";

/**
 * Hands a half-close on in the event loop's next turn. A client on Node half-closes as it cancels, and
 * its reset comes right behind: acted on at once, a cancelled call would look finished.
 */
export const settleHalfClose: ServerInterceptor = (_method, call) =>
	new ServerInterceptingCall(call, {
		start: (next) => {
			next({ onReceiveHalfClose: (pass) => void setImmediate(pass) });
		},
	});
