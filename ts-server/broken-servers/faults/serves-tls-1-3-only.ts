/** Asks for TLS 1.3 at least. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith((options) => ({ ...options, minVersion: "TLSv1.3" }));
export const fault: Fault = {};
