/** Asks for certificates unasked, and takes the names in them unverified. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith(
	(options) => ({ ...options, requestCert: true, rejectUnauthorized: false }),
	(socket) => {
		socket.authorized = Object.keys(socket.getPeerCertificate()).length > 0;
		return false;
	},
);
export const fault: Fault = {};
