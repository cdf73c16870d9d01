/** Knows the first ten codes only, and calls the others UNKNOWN. */
import { status } from "@grpc/grpc-js";
import { failing } from "../support/wire.ts";

export const fault = failing((end) => (end.code > 10 ? { ...end, code: status.UNKNOWN } : end));
