/** Faults in how a driver's TLS connections verify the server. */
import tls, { type PeerCertificate, type TLSSocket } from "node:tls";

/** Names of OpenSSL's complaints, as Node has them. */
export type Complaint = string;

/** What is absent is verified as Node does it. */
export interface Verification {
	/** Complaints that are no reason to refuse the server. */
	readonly overlooked?: readonly Complaint[];
	/** True where the certificate is good enough for the name. */
	readonly fits?: (name: string, certificate: PeerCertificate) => boolean;
}

/** From now on, TLS connections of this process verify so. */
export function verify({ overlooked = [], fits = asNodeDoes }: Verification): void {
	const { connect } = tls;
	const lenient = (given: tls.ConnectionOptions, then?: () => void): TLSSocket => {
		const name = given.servername ?? "";
		const socket = connect({ ...given, rejectUnauthorized: false });
		socket.once("secureConnect", () => {
			// The types have it as an Error; it is the complaint's name.
			const complaint = socket.authorizationError as unknown as string | null;
			const known = complaint === null || complaint === "ERR_TLS_CERT_ALTNAME_INVALID";
			if (!known && !overlooked.includes(complaint)) socket.destroy(new Error(complaint));
			else if (!fits(name, socket.getPeerCertificate())) socket.destroy(new Error("another name"));
			else {
				socket.authorized = true;
				then?.();
			}
		});
		return socket;
	};
	tls.connect = lenient as typeof connect;
}

function asNodeDoes(name: string, certificate: PeerCertificate): boolean {
	return tls.checkServerIdentity(name, certificate) === undefined;
}

/** The certificate's alternative names of that kind, in lower case. */
export function namesIn(
	{ subjectaltname = "" }: PeerCertificate,
	kind: "DNS" | "IP Address",
): string[] {
	return subjectaltname
		.split(", ")
		.filter((name) => name.startsWith(`${kind}:`))
		.map((name) => name.slice(kind.length + 1).toLowerCase());
}

/** The first certificate of a PEM text. */
export function firstOf(pem: Buffer | null | undefined): Buffer | null {
	const end = "-----END CERTIFICATE-----\n";
	const text = pem?.toString() ?? "";
	return pem ? Buffer.from(text.slice(0, text.indexOf(end) + end.length)) : null;
}

/** From now on, TLS contexts of this process are made with other options. */
export function contextsWith(
	change: (options: tls.SecureContextOptions) => tls.SecureContextOptions,
): void {
	const { createSecureContext } = tls;
	tls.createSecureContext = (options) => createSecureContext(change(options ?? {}));
}
