/** Answers with a feature nearby where there is none at the point. */
import { lookingUp } from "../support/lookups.ts";

export const fault = lookingUp(({ latitude, longitude }, all, real) =>
	real.length > 0
		? real
		: all.filter(
				({ location: at }) =>
					Math.abs((at?.latitude ?? 0) - latitude) < 10 &&
					Math.abs((at?.longitude ?? 0) - longitude) < 10,
			),
);
