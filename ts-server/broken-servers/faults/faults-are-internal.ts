/** Shows a fault in a handler as INTERNAL. */
import { status } from "@grpc/grpc-js";
import { failing } from "../support/wire.ts";

export const fault = failing((end) =>
	end.code === status.UNKNOWN ? { ...end, code: status.INTERNAL } : end,
);
