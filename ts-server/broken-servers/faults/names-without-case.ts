/** Does not mind the case of a method's name. */
import type { Fault } from "../support/fault.ts";
import { unaryAt } from "../support/paths.ts";

export const fault: Fault = {
	extra: (server) => unaryAt(server, "/routeguide.RouteGuide/getFeature", () => Buffer.alloc(0)),
};
