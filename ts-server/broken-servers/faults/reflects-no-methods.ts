/** Reflection does not know methods by their names. */
import { forgetting } from "../support/beside.ts";

export const fault = forgetting((name) => name.startsWith("routeguide.RouteGuide."));
