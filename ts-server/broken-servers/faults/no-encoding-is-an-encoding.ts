/** Takes a request that names no encoding for one in an encoding that it does not know. */
import type { Fault } from "../support/fault.ts";
import { requestsWith } from "../support/requests.ts";

requestsWith((headers) => ({ "grpc-encoding": "none", ...headers }));
export const fault: Fault = {};
