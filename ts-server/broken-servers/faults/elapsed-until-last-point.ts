/** Stops a route's clock with its last point. */
import { timing } from "../support/routes.ts";

export const fault = timing(({ start, points }) =>
	Math.trunc(((points.at(-1) ?? start) - start) / 1000),
);
