/** Obedience: what request metadata asks for, done around the handlers. */
import {
	Metadata,
	ServerInterceptingCall,
	type ServerInterceptingCallInterface,
	type ServerInterceptor,
	status,
	type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type Failure, OrderError, type Orders, ordersOf, THROWN } from "./orders.ts";
import { signalOurselves } from "./signal.ts";

type InterceptingServerListener = Parameters<ServerInterceptingCallInterface["start"]>[0];
type End = Parameters<ServerInterceptingCallInterface["sendStatus"]>[0];

const NO_ORDERS: Orders = {
	initial: new Metadata(),
	trailing: new Metadata(),
	headersNow: false,
	delayMs: 0,
	sleepMs: 0,
	paceMs: 0,
	signal: null,
	keep: Number.POSITIVE_INFINITY,
	failure: null,
};

/** The outermost interceptor: what it sends is seen by the others as if the handler had sent it. */
export const obey: ServerInterceptor = ({ responseStream }, call) => {
	const obedience = new Obedience(call, responseStream);
	return new ObedientCall(obedience, call, {
		start: (next) => {
			next({
				onReceiveMetadata: (metadata, pass) => obedience.begin(metadata, pass),
				onReceiveMessage: (message, pass) => obedience.read(() => pass(message)),
				onReceiveHalfClose: (pass) => obedience.ifGoingOn(pass),
				onCancel: () => obedience.cancelled(),
			});
		},
		sendMetadata: (metadata, next) => obedience.ifGoingOn(() => next(obedience.headers(metadata))),
		sendMessage: (message, next) => obedience.write(() => next(message)),
		sendStatus: (end) => obedience.ifGoingOn(() => obedience.end(end)),
	});
};

/**
 * Handlers of which those that are asked to throw before anything else really do: what becomes of a
 * fault is the library's to show.
 */
export function throwing<Handlers extends UntypedServiceImplementation>(
	handlers: Handlers,
): Handlers {
	const wrapped = Object.entries(handlers).map(([name, handler]) => [
		name,
		(call: { readonly metadata: Metadata }, ...rest: unknown[]) => {
			if (throwsAtOnce(failureIn(call.metadata))) throw new Error(THROWN);
			return (handler as (...all: unknown[]) => unknown)(call, ...rest);
		},
	]);
	return Object.fromEntries(wrapped) as Handlers;
}

function failureIn(metadata: Metadata): Failure | null {
	try {
		return ordersOf(metadata).failure;
	} catch {
		// The interceptor has said so, and no handler is called.
		return null;
	}
}

function throwsAtOnce(failure: Failure | null): boolean {
	return failure?.thrown === true && failure.reads === 0 && failure.writes === 0;
}

/** Throws away what is not to be kept: here, because a listener that does not pass a message on holds back the half-close. */
class ObedientCall extends ServerInterceptingCall {
	readonly #obedience: Obedience;

	constructor(obedience: Obedience, ...rest: ConstructorParameters<typeof ServerInterceptingCall>) {
		super(...rest);
		this.#obedience = obedience;
	}

	override start(listener: InterceptingServerListener): void {
		super.start({
			onReceiveMetadata: (metadata) => listener.onReceiveMetadata(metadata),
			onReceiveMessage: (message) => {
				if (this.#obedience.keeps) listener.onReceiveMessage(message);
				else this.startRead();
			},
			onReceiveHalfClose: () => listener.onReceiveHalfClose(),
			onCancel: () => listener.onCancel(),
		});
	}
}

/** One call's orders, and how far they are carried out. */
class Obedience {
	readonly #call: ServerInterceptingCallInterface;
	/** False where the handler ends with its only message. */
	readonly #answersMany: boolean;
	#orders = NO_ORDERS;
	#reads = 0;
	#writes = 0;
	#sentHeaders = false;
	#over = false;
	#endWait = () => {};

	constructor(call: ServerInterceptingCallInterface, answersMany: boolean) {
		this.#call = call;
		this.#answersMany = answersMany;
	}

	begin(metadata: Metadata, pass: (metadata: Metadata) => void): void {
		try {
			this.#orders = ordersOf(metadata);
		} catch (problem) {
			if (!(problem instanceof OrderError)) throw problem;
			this.#over = true;
			this.#call.sendStatus({ code: status.INVALID_ARGUMENT, details: problem.message });
			return;
		}
		if (this.#orders.headersNow) this.#sendHeaders();
		const { delayMs, sleepMs, signal } = this.#orders;
		const handler = () => {
			if (!this.#failIfDue()) pass(metadata);
		};
		const begin = () => {
			if (signal?.writes === 0) signalOurselves(signal.name, handler);
			else handler();
		};
		if (delayMs + sleepMs === 0) {
			begin();
			return;
		}
		const timer = setTimeout(begin, delayMs + sleepMs);
		if (sleepMs === 0) this.#endWait = () => clearTimeout(timer);
	}

	/** A message for the handler, unless the call fails by having read it. */
	read(pass: () => void): void {
		if (this.#over) return;
		this.#reads += 1;
		if (!this.#failIfDue()) pass();
	}

	/** False where the message that was read last is to be thrown away. */
	get keeps(): boolean {
		return this.#reads <= this.#orders.keep;
	}

	/** A message of the handler's, in its time, unless it is one beyond what is to be written. */
	write(send: () => void): void {
		const { paceMs } = this.#orders;
		if (paceMs === 0 || !this.#answersMany) this.#write(send);
		else this.#wait(paceMs, () => this.#write(send));
	}

	#write(send: () => void): void {
		const { signal } = this.#orders;
		const failure = this.#failure;
		if (this.#over) return;
		if (failure !== null && !this.#answersMany) {
			this.#fail(failure);
			return;
		}
		if (failure !== null && this.#writes >= failure.writes) return;
		this.#writes += 1;
		this.#sentHeaders = true;
		send();
		if (signal?.writes === this.#writes) signalOurselves(signal.name);
		this.#failIfDue();
	}

	headers(metadata: Metadata): Metadata {
		this.#sentHeaders = true;
		const all = metadata.clone();
		all.merge(this.#orders.initial);
		return all;
	}

	/** The handler's end, or the failure in the place of its OK. */
	end(end: End): void {
		const failure = this.#failure;
		if (failure !== null && end.code === status.OK) this.#fail(failure);
		else this.#send(end);
	}

	cancelled(): void {
		this.#endWait();
		this.#endWait = () => {};
	}

	/** What the handler still does once its call is over reaches nobody. */
	ifGoingOn(act: () => void): void {
		if (!this.#over) act();
	}

	/** What is to be done here: a handler that throws at once fails by itself. */
	get #failure(): Failure | null {
		const { failure } = this.#orders;
		return throwsAtOnce(failure) ? null : failure;
	}

	#isDue({ reads, writes }: Failure): boolean {
		return this.#reads >= reads && this.#writes >= writes;
	}

	#failIfDue(): boolean {
		const failure = this.#failure;
		if (failure === null || !this.#isDue(failure)) return false;
		this.#fail(failure);
		return true;
	}

	#fail(failure: Failure): void {
		this.#over = true;
		const send = () => this.#send(this.#statusOf(failure));
		if (failure.delayMs === 0) send();
		else this.#wait(failure.delayMs, send);
	}

	#wait(ms: number, then: () => void): void {
		const timer = setTimeout(then, ms);
		this.#endWait = () => clearTimeout(timer);
	}

	#send(end: End): void {
		this.#over = true;
		const hasInitial = Object.keys(this.#orders.initial.getMap()).length > 0;
		if (!this.#sentHeaders && hasInitial) this.#sendHeaders();
		const metadata = (end.metadata ?? new Metadata()).clone();
		metadata.merge(this.#orders.trailing);
		this.#call.sendStatus({ ...end, metadata });
	}

	#statusOf({ code, details, statusDetails }: Failure): End {
		const metadata = new Metadata();
		if (statusDetails !== null) metadata.set("grpc-status-details-bin", statusDetails);
		return { code, details, metadata };
	}

	#sendHeaders(): void {
		this.#sentHeaders = true;
		this.#call.sendMetadata(this.#orders.initial.clone());
	}
}
