/** Looks at the first protocol only that a client offers. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith((options) => ({
	...options,
	ALPNCallback: ({ protocols: [first] }) => (first === "h2" ? first : undefined),
}));
export const fault: Fault = {};
