/** Measures as if the earth were flat. */
import { measuring } from "../support/routes.ts";

const METRES_PER_E7 = (6_371_000 * Math.PI) / 180 / 1e7;

export const fault = measuring(
	(from, to) =>
		METRES_PER_E7 * Math.hypot(to.latitude - from.latitude, to.longitude - from.longitude),
);
