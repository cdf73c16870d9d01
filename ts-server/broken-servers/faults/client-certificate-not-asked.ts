/** Ignores --client_ca_file, and serves whoever comes. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	asked: (options) => ({ ...options, tls: options.tls && { ...options.tls, clientCa: null } }),
};
