/** Ignores --tls, and serves in plaintext. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = { asked: (options) => ({ ...options, tls: null }) };
