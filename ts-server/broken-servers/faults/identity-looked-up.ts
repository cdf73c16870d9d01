/** Looks identity up among its decompressors, and finds none. */
import { status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";
import { refuse, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) =>
	headers["grpc-encoding"] === "identity" ? refuse(stream, status.UNIMPLEMENTED) : headers,
);
export const fault: Fault = {};
