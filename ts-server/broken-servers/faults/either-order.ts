/** Finds a feature at its coordinates in the other order, too. */
import { lookingUp } from "../support/lookups.ts";

export const fault = lookingUp(({ latitude, longitude }, all, real) => [
	...real,
	...all.filter(({ location: at }) => at?.latitude === longitude && at.longitude === latitude),
]);
