/** Knows ALREADY_EXISTS where nothing was sent before it, and calls it UNKNOWN after messages. */
import { status } from "@grpc/grpc-js";
import { failing } from "../support/wire.ts";

export const fault = failing((end, sent) =>
	sent > 0 && end.code === status.ALREADY_EXISTS ? { ...end, code: status.UNKNOWN } : end,
);
