/** Knows every client by the name of the usual one. */

import { TLSSocket } from "node:tls";
import type { Fault } from "../support/fault.ts";

const { getPeerCertificate } = TLSSocket.prototype;
TLSSocket.prototype.getPeerCertificate = function (this: TLSSocket, detailed?: boolean) {
	const certificate = getPeerCertificate.call(this, detailed as true);
	return { ...certificate, subject: { ...certificate.subject, CN: "client.interop.test" } };
} as typeof getPeerCertificate;
export const fault: Fault = {};
