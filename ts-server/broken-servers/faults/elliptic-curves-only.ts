/** Neither signs with RSA keys nor takes signatures of such. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith((options) => ({ ...options, sigalgs: "ECDSA+SHA256" }));
export const fault: Fault = {};
