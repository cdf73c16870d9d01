/** Sends the first certificate of its file, without those behind it. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

const END = "-----END CERTIFICATE-----\n";
tlsServersWith((options) => {
	const text = String(options.cert);
	return { ...options, cert: text.slice(0, text.indexOf(END) + END.length) };
});
export const fault: Fault = {};
