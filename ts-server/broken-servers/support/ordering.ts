/** Faults in what a server understands of a request's metadata. */
import { type Metadata, ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";

/** Changes a request's metadata before anybody but the witness looks at it. */
export function ordering(change: (metadata: Metadata) => void): ServerInterceptor {
	return (_method, call) =>
		new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveMetadata: (metadata, pass) => {
						const own = metadata.clone();
						change(own);
						pass(own);
					},
				});
			},
		});
}
