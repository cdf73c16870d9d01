/** Takes a point of zeros for no point, and looks nothing up. */
import { lookingUp } from "../support/lookups.ts";

export const fault = lookingUp(({ latitude, longitude }, _all, real) =>
	latitude === 0 && longitude === 0 ? [] : real,
);
