/** Faults that hold calls back, turn them away, or look at their metadata. */

import type { EventEmitter } from "node:events";
import type { Metadata } from "@grpc/grpc-js";
import type { RouteGuideHandlers } from "../../../proto/generated/routeguide/RouteGuide.ts";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "./fault.ts";

/** What all four kinds of call have, as far as faults look at them. */
export interface AnyCall extends EventEmitter {
	readonly metadata: Metadata;
	readonly cancelled: boolean;
	sendMetadata(metadata: Metadata): void;
	getDeadline(): Date | number;
}
export type Rpc = keyof RouteGuideHandlers &
	("GetFeature" | "ListFeatures" | "RecordRoute" | "RouteChat");

/**
 * Every call passes `gate` first, which may take its time, or throw the status to end it with.
 * `over` resolves when the call is over, answered or not.
 */
export function gated(
	gate: (rpc: Rpc, call: AnyCall, over: Promise<void>) => void | Promise<void>,
): Fault {
	const enter = async (
		rpc: Rpc,
		call: AnyCall,
		go: () => void,
		refuse: (e: StatusError) => void,
	) => {
		const { promise, resolve } = Promise.withResolvers<void>();
		for (const end of ["cancelled", "close", "finish", "answered"]) call.once(end, () => resolve());
		try {
			await gate(rpc, call, promise);
		} catch (problem) {
			call.emit("answered");
			refuse(StatusError.from(problem));
			return;
		}
		go();
	};
	return {
		handlers: (real) => ({
			GetFeature: (call, callback) => {
				const answer: typeof callback = (...answered) => {
					call.emit("answered");
					callback(...answered);
				};
				void enter("GetFeature", call, () => real.GetFeature(call, answer), answer);
			},
			ListFeatures: (call) =>
				void enter(
					"ListFeatures",
					call,
					() => real.ListFeatures(call),
					(e) => call.emit("error", e),
				),
			RecordRoute: (call, callback) => {
				const answer: typeof callback = (...answered) => {
					call.emit("answered");
					callback(...answered);
				};
				void enter("RecordRoute", call, () => real.RecordRoute(call, answer), answer);
			},
			RouteChat: (call) =>
				void enter(
					"RouteChat",
					call,
					() => real.RouteChat(call),
					(e) => call.emit("error", e),
				),
		}),
	};
}
