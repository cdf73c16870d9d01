/** Looks a feature up by its latitude only. */
import { lookingUp } from "../support/lookups.ts";

export const fault = lookingUp(({ latitude }, all) =>
	all.filter(({ location }) => location?.latitude === latitude),
);
