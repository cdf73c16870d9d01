/** RouteGuide's four methods: their mode and the shape of their messages. Source: proto/route_guide.proto. */
import type { OpenStep } from "./batch.ts";
import type { Mode } from "./words.ts";

export type MessageType = "Point" | "Rectangle" | "Feature" | "RouteNote" | "RouteSummary";
export type FieldType = "int32" | "string" | MessageType;

/** Every message's fields, by proto field name, in the order of their numbers. */
export const MESSAGES: Readonly<Record<MessageType, Readonly<Record<string, FieldType>>>> = {
	Point: { latitude: "int32", longitude: "int32" },
	Rectangle: { lo: "Point", hi: "Point" },
	Feature: { name: "string", location: "Point" },
	RouteNote: { location: "Point", message: "string" },
	RouteSummary: {
		point_count: "int32",
		feature_count: "int32",
		distance: "int32",
		elapsed_time: "int32",
	},
};

export interface MethodShape {
	readonly mode: Mode;
	readonly request: MessageType;
	readonly response: MessageType;
}

export const METHODS: Readonly<Record<string, MethodShape>> = {
	GetFeature: { mode: "unary", request: "Point", response: "Feature" },
	ListFeatures: { mode: "server-streaming", request: "Rectangle", response: "Feature" },
	RecordRoute: { mode: "client-streaming", request: "Point", response: "RouteSummary" },
	RouteChat: { mode: "bidirectional-streaming", request: "RouteNote", response: "RouteNote" },
};

/** True for a method written with a leading slash: unknown to the contract, called generically. */
export function isGenericMethod(method: string): boolean {
	return method.startsWith("/");
}

/** True for a path that is no method of RouteGuide. */
export function isForeignMethod(method: string): boolean {
	return (
		isGenericMethod(method) && !Object.keys(METHODS).some((name) => methodPath(name) === method)
	);
}

/** The full HTTP/2 path of a method as scenarios write it. */
export function methodPath(method: string): string {
	return isGenericMethod(method) ? method : `/routeguide.RouteGuide/${method}`;
}

/** The mode of a call; one of an unknown method is unary. */
export function modeOf({ method, raw }: OpenStep): Mode {
	if (raw !== undefined) return raw.replace("_", "-") as Mode;
	return METHODS[method]?.mode ?? "unary";
}

/** True where a call starts at its single `send`, which also half-closes. */
export function sendsOnce(mode: Mode): boolean {
	return mode === "unary" || mode === "server-streaming";
}
