/** Looks a feature up by its longitude only. */
import { lookingUp } from "../support/lookups.ts";

export const fault = lookingUp(({ longitude }, all) =>
	all.filter(({ location }) => location?.longitude === longitude),
);
