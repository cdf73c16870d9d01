/** Gives a route's time in milliseconds. */
import { timing } from "../support/routes.ts";

export const fault = timing(({ start, end }) => Math.trunc(end - start));
