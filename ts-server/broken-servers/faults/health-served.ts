/** Serves health checks, as some frameworks do by default. */
import type { Fault } from "../support/fault.ts";
import { unaryAt } from "../support/paths.ts";

export const fault: Fault = {
	extra: (server) => unaryAt(server, "/grpc.health.v1.Health/Check", () => Buffer.from([8, 1])),
};
