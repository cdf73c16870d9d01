import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";

/** Counts the calls that are running. */
export class OpenCalls {
	readonly #uncounted: readonly string[];
	#running = 0;
	#waiting: (() => void)[] = [];

	/** `uncounted`: paths of methods whose calls nobody need wait for. */
	constructor(uncounted: readonly string[] = []) {
		this.#uncounted = uncounted;
	}

	readonly interceptor: ServerInterceptor = ({ path }, call) => {
		if (this.#uncounted.includes(path)) return new ServerInterceptingCall(call);
		return new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveMetadata: (metadata, pass) => {
						this.#running += 1;
						pass(metadata);
					},
					// grpc-js says so at the end of every call that it has begun, cancelled or not.
					onCancel: () => {
						this.#running -= 1;
						this.#tell();
					},
				});
			},
		});
	};

	/** How many are running. */
	get running(): number {
		return this.#running;
	}

	/** Resolves once no call is running. */
	none(): Promise<void> {
		return new Promise((resolve) => {
			this.#waiting.push(resolve);
			this.#tell();
		});
	}

	#tell(): void {
		if (this.#running === 0) {
			for (const resolve of this.#waiting.splice(0)) {
				resolve();
			}
		}
	}
}
