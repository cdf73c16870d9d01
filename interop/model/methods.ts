/** RouteGuide's four methods: their mode and the shape of their messages. Source: proto/route_guide.proto. */
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

/** The full HTTP/2 path of a method as scenarios write it. */
export function methodPath(method: string): string {
	return isGenericMethod(method) ? method : `/routeguide.RouteGuide/${method}`;
}

/** True where a call starts at its single `send`, which also half-closes. */
export function sendsOnce(method: string): boolean {
	const shape = METHODS[method];
	return shape === undefined || shape.mode === "unary" || shape.mode === "server-streaming";
}
