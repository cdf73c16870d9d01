/** Starts a route's clock with its first point. */
import { timing } from "../support/routes.ts";

export const fault = timing(({ points, end }) => Math.trunc((end - (points[0] ?? end)) / 1000));
