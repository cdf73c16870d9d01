/** Serves clients that have TLS 1.1 only. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith((options) => ({
	...options,
	minVersion: "TLSv1.1",
	ciphers: "DEFAULT@SECLEVEL=0",
}));
export const fault: Fault = {};
