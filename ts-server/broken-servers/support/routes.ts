/** RecordRoute with one part of it replaced: for faults in what a route is made of. */
import type { handleClientStreamingCall } from "@grpc/grpc-js";
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { RouteSummary } from "../../../proto/generated/routeguide/RouteSummary.ts";
import type { Odometer } from "../../behaviour/behaviour.ts";
import { messagesOf } from "../../streams.ts";
import type { Fault } from "./fault.ts";

type Metres = (from: Point__Output, to: Point__Output) => number;

/** Distances by another formula, summed as the Python reference does. */
export function measuring(metres: Metres): Fault {
	return odometer(() => {
		let sum = 0;
		return {
			add: (from, to) => {
				sum += metres(from, to);
			},
			total: () => Math.trunc(sum),
		};
	});
}

/** Another odometer. */
export function odometer(newOdometer: () => Odometer): Fault {
	return { behaviour: (real) => ({ ...real, newOdometer }) };
}

/** Distances in which the route's first point counts: what they are after each leg, of what they were before it. */
export function fromTheStart(
	next: (
		metres: number,
		start: Point__Output,
		leg: readonly [from: Point__Output, to: Point__Output],
	) => number,
): Fault {
	return odometer(() => {
		let start: Point__Output | null = null;
		let metres = 0;
		return {
			add(from, to) {
				start ??= from;
				metres = next(metres, start, [from, to]);
			},
			total: () => Math.trunc(metres),
		};
	});
}

/** Points as they arrive changed, before anything looks at them; null leaves one out. */
export function travelling(
	change: (point: Point__Output, index: number) => Point__Output | null,
): Fault {
	return {
		handlers: ({ RecordRoute }) => ({
			RecordRoute: ((call, callback) => {
				const arriving = messagesOf<Point__Output>(call);
				async function* changed() {
					let index = 0;
					for await (const point of arriving) {
						const other = change(point, index++);
						if (other !== null) yield other;
					}
				}
				const points = changed();
				// The real handler reads the call by its iterator, and by nothing else.
				call.iterator = () => points as ReturnType<typeof call.iterator>;
				RecordRoute(call, callback);
			}) satisfies handleClientStreamingCall<Point__Output, RouteSummary>,
		}),
	};
}

/** When a route's clock was read, in milliseconds: at the call's start, at each point, at the half-close. */
export interface Times {
	readonly start: number;
	readonly points: readonly number[];
	readonly end: number;
}

/** Seconds by another clock. */
export function timing(seconds: (times: Times) => number): Fault {
	return {
		handlers: ({ RecordRoute }) => ({
			RecordRoute: ((call, callback) => {
				const start = performance.now();
				const points: number[] = [];
				call.on("data", () => points.push(performance.now()));
				// Listening for data must not start the stream before its reader is there.
				call.pause();
				RecordRoute(call, (error, summary) => {
					const elapsed_time = seconds({ start, points, end: performance.now() });
					callback(error, summary ? { ...summary, elapsed_time } : summary);
				});
			}) satisfies handleClientStreamingCall<Point__Output, RouteSummary>,
		}),
	};
}
