/** Reflection does not list its own services. */
import { listing } from "../support/beside.ts";

export const fault = listing((name) => !name.startsWith("grpc.reflection."));
