/** Keeps coordinates in single precision. */
import { answering } from "../support/answers.ts";

export const fault = answering((feature) => ({
	...feature,
	location: {
		latitude: Math.fround(feature.location?.latitude ?? 0) | 0,
		longitude: Math.fround(feature.location?.longitude ?? 0) | 0,
	},
}));
