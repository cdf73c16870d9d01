/** Takes a location for absent as soon as one of its coordinates is zero. */
import { answering } from "../support/answers.ts";

export const fault = answering((feature) => {
	const { latitude = 0, longitude = 0 } = feature.location ?? {};
	return latitude === 0 || longitude === 0 ? { ...feature, location: null } : feature;
});
