/** Rounds a route's seconds instead of cutting them off. */
import { timing } from "../support/routes.ts";

export const fault = timing(({ start, end }) => Math.round((end - start) / 1000));
