/** Goes by the method's name alone. */
import type { Fault } from "../support/fault.ts";
import { unaryAt } from "../support/paths.ts";

export const fault: Fault = {
	extra: (server) => unaryAt(server, "/nope.Svc/GetFeature", () => Buffer.alloc(0)),
};
