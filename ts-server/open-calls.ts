import {
	ServerInterceptingCall,
	type ServerInterceptingCallInterface,
	type ServerInterceptor,
} from "@grpc/grpc-js";

/** The status that a call ends with. */
export type CallEnd = Parameters<ServerInterceptingCallInterface["sendStatus"]>[0];

/** Knows the calls that are running. */
export class OpenCalls {
	readonly #uncounted: readonly string[];
	/** How to end each of them. */
	readonly #running = new Set<(end: CallEnd) => void>();
	#waiting: (() => void)[] = [];

	/** `uncounted`: paths of methods whose calls nobody need wait for. */
	constructor(uncounted: readonly string[] = []) {
		this.#uncounted = uncounted;
	}

	readonly interceptor: ServerInterceptor = ({ path }, call) => {
		if (this.#uncounted.includes(path)) return new ServerInterceptingCall(call);
		let ended = false;
		const end = (status: CallEnd): void => {
			ended = true;
			call.sendStatus(status);
		};
		// What the handler sends after its call has ended would break the stream before its status has left.
		const ifRunning = <Sent>(sent: Sent, next: (sent: Sent) => void): void => {
			if (!ended) next(sent);
		};
		return new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveMetadata: (metadata, pass) => {
						this.#running.add(end);
						pass(metadata);
					},
					// grpc-js says so at the end of every call that it has begun, cancelled or not.
					onCancel: () => {
						this.#running.delete(end);
						this.#tell();
					},
				});
			},
			sendMetadata: ifRunning,
			sendMessage: ifRunning,
			sendStatus: ifRunning,
		});
	};

	/** How many are running. */
	get running(): number {
		return this.#running.size;
	}

	/** Ends all that are running with that status. @returns how many. */
	end(status: CallEnd): number {
		const running = [...this.#running];
		for (const end of running) end(status);
		return running.length;
	}

	/** Resolves once no call is running. */
	none(): Promise<void> {
		return new Promise((resolve) => {
			this.#waiting.push(resolve);
			this.#tell();
		});
	}

	#tell(): void {
		if (this.running === 0) {
			for (const resolve of this.#waiting.splice(0)) {
				resolve();
			}
		}
	}
}
