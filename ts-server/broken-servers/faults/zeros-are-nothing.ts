/** Takes a point of zeros for no point: its answer has no location. */
import { answering } from "../support/answers.ts";

export const fault = answering((feature) => {
	const { latitude = 0, longitude = 0 } = feature.location ?? {};
	return latitude === 0 && longitude === 0 ? { ...feature, location: null } : feature;
});
