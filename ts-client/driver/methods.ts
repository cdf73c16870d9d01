/** Every method as the driver starts it: through the client's own four calls, or generically. */
import type { CallOptions, Metadata, ServiceError, StatusObject } from "@grpc/grpc-js";
import type { ServerStreamingCall, UnaryCall } from "../call-shapes.ts";
import { getFeature } from "../get-feature.ts";
import { listFeatures } from "../list-features.ts";
import type { RouteGuideStub } from "../proto.ts";
import { recordRoute } from "../record-route.ts";
import { routeChat } from "../route-chat.ts";
import { genericCall } from "./generic-call.ts";
import type { Read } from "./inbox.ts";
import { fitMessage, type Message } from "./message.ts";
import type { ReadGate } from "./read-gate.ts";
import type { JsonObject } from "./shape.ts";
import { StepError } from "./step-error.ts";

/** What the driver needs of grpc-js's four kinds of call. */
export interface SurfaceCall {
	on(event: "metadata", listener: (metadata: Metadata) => void): unknown;
	on(event: "status", listener: (status: StatusObject) => void): unknown;
	/** The library has been told of the half-close. */
	on(event: "finish", listener: () => void): unknown;
	cancel(): void;
}

/** A call that has started. `send` is null where starting it has sent its only message. */
export interface StartedCall {
	readonly call: SurfaceCall;
	readonly read: Read;
	/** Of a call with one response: the error that its callback is given, or null. */
	readonly failure?: Promise<ServiceError | null>;
	readonly send: ((message: JsonObject, taken: () => void) => Promise<void>) | null;
	readonly halfClose: () => void;
}

type Start<Arguments extends readonly unknown[]> = (
	stub: RouteGuideStub,
	...rest: [...Arguments, metadata: Metadata, options: CallOptions, gate: ReadGate]
) => StartedCall;

/** A method that starts at its only `send`, or one that starts at `open`. */
export type Method =
	| { readonly sends: "once"; readonly start: Start<[message: JsonObject]> }
	| { readonly sends: "many"; readonly start: Start<[]> };

/**
 * Messages that a call may hold unsent before `send` waits. The stream's own 16, with grpc-js's 1 MiB
 * behind them, could wait for a server that waits for us to read first.
 */
export const ROOM = 4096;

const ROUTE_GUIDE: Readonly<Record<string, Method>> = {
	GetFeature: {
		sends: "once",
		start: (stub, message, metadata, options) =>
			unary(getFeature(stub, fitMessage("Point", message), metadata, options)),
	},
	ListFeatures: {
		sends: "once",
		start: (stub, message, metadata, options, gate) => {
			const rectangle = fitMessage("Rectangle", message);
			const { call, responses } = listFeatures(stub, rectangle, metadata, {
				...options,
				...gate.options,
			});
			return { call, read: eachOf(gate, responses), send: null, halfClose: () => {} };
		},
	},
	RecordRoute: {
		sends: "many",
		start: (stub, metadata, options) => {
			const { call, send, halfClose, response } = recordRoute(stub, metadata, options);
			return {
				call,
				read: once(response),
				failure: failureOf(response),
				send: (message, taken) => send(fitMessage("Point", message), { room: ROOM, taken }),
				halfClose,
			};
		},
	},
	RouteChat: {
		sends: "many",
		start: (stub, metadata, options, gate) => {
			const { call, send, halfClose, responses } = routeChat(stub, metadata, {
				...options,
				...gate.options,
			});
			return {
				call,
				read: eachOf(gate, responses),
				send: (message, taken) => send(fitMessage("RouteNote", message), { room: ROOM, taken }),
				halfClose,
			};
		},
	},
};

/** The method that a script names. Errors: {@link StepError} for a name that RouteGuide does not have. */
export function methodNamed(name: string): Method {
	if (name.startsWith("/")) {
		return {
			sends: "once",
			start: (stub, message, metadata, options) =>
				unary(genericCall(stub, name, message, metadata, options)),
		};
	}
	const method = Object.hasOwn(ROUTE_GUIDE, name) ? ROUTE_GUIDE[name] : undefined;
	if (method !== undefined) return method;
	const known = Object.keys(ROUTE_GUIDE).join(", ");
	throw new StepError(
		`unknown method "${name}": expected ${known}, or a path with a leading slash`,
	);
}

function unary({ call, response }: UnaryCall<object>): StartedCall {
	const failure = failureOf(response);
	return { call, read: once(response), failure, send: null, halfClose: () => {} };
}

/** What a call's user is told in the place of its response. */
export function failureOf(response: Promise<object>): Promise<ServiceError | null> {
	return response.then(
		() => null,
		(failed: ServiceError) => failed,
	);
}

/** The only message of a call, then its end. */
export function once(response: Promise<object>): Read {
	let message: Promise<Message | null> | null = response.then(
		(value) => value as Message,
		(_failed: ServiceError) => null,
	);
	return async () => {
		const next = message;
		message = null;
		return next;
	};
}

/** A stream's messages, each allowed through its gate when it is asked for. */
export function eachOf(gate: ReadGate, responses: ServerStreamingCall<object>["responses"]): Read {
	return async () => {
		gate.permit();
		try {
			const next = await responses.next();
			return next.done === true ? null : (next.value as Message);
		} catch {
			// The status has been seen by then, and `finish` reports it.
			return null;
		}
	};
}
