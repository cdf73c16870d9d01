/** Reflection knows services by their names, and nothing else. */
import { forgetting } from "../support/beside.ts";

export const fault = forgetting((name) => name.startsWith("routeguide.RouteNote"));
