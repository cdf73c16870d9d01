/** Serves requests of every content-type, and of none. */
import type { Fault } from "../support/fault.ts";
import { requestsWith } from "../support/requests.ts";

requestsWith((headers) => ({ ...headers, "content-type": "application/grpc" }));
export const fault: Fault = {};
