/** Goes no further than TLS 1.2. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith((options) => ({ ...options, maxVersion: "TLSv1.2" }));
export const fault: Fault = {};
