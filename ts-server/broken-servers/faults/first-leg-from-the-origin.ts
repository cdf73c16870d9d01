/** Measures a route's first leg from the origin. */

import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import { distanceByDegrees } from "../../distance.ts";
import { messagesOf } from "../../streams.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RecordRoute }) => ({
		RecordRoute(call, callback) {
			let first: Point__Output | null = null;
			const arriving = messagesOf<Point__Output>(call);
			async function* watched() {
				for await (const point of arriving) {
					first ??= point;
					yield point;
				}
			}
			const points = watched();
			call.iterator = () => points as ReturnType<typeof call.iterator>;
			RecordRoute(call, (error, summary) => {
				const origin = { latitude: 0, longitude: 0 };
				const more = first === null ? 0 : Math.trunc(distanceByDegrees(origin, first));
				const distance = Number(summary?.distance ?? 0) + more;
				callback(error, summary ? { ...summary, distance: distance | 0 } : summary);
			});
		},
	}),
};
