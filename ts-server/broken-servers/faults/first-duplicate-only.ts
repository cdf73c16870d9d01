/** Makes features distinct by their point while loading; the first one stays. */
import { locationKey } from "../../location.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	loaded: (features) =>
		[
			...new Map(
				[...features].reverse().map((feature) => [locationKey(feature.location), feature]),
			).values(),
		].reverse(),
};
