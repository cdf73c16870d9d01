/** Asks for certificates, and serves who has none as well. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith(
	(options) => ({ ...options, rejectUnauthorized: false }),
	(socket) => !socket.authorized && Object.keys(socket.getPeerCertificate()).length > 0,
);
export const fault: Fault = {};
