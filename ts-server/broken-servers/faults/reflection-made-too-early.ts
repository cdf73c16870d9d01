/** Reflection was set up before the health service was. */
import { listing } from "../support/beside.ts";

export const fault = listing((name) => name !== "grpc.health.v1.Health");
