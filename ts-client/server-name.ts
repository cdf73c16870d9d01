/** What TLS is told of the name that a server's certificate must carry. */
import { isIP, isIPv4 } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";

/** SNI, and how the certificate is looked at; grpc-js's own way where it is absent. */
export interface ServerName {
	readonly sni: string;
	readonly check?: (host: string, certificate: PeerCertificate) => Error | undefined;
}

/**
 * For a name, that name. An address must not be sent as SNI (RFC 6066, section 3), and grpc-js, which
 * always sends some, cannot be told to send none: so it is the address's name in the reverse DNS, as RFC
 * 8738 (section 6) has it, and the certificate is still held against the address.
 */
export function serverName(name: string): ServerName {
	if (isIP(name) === 0) return { sni: name };
	return {
		sni: reverseName(name),
		check: (_, certificate) => checkServerIdentity(name, certificate),
	};
}

function reverseName(address: string): string {
	if (isIPv4(address)) return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
	return `${[...nibbles(address)].reverse().join(".")}.ip6.arpa`;
}

/** The 32 hexadecimal digits of an IPv6 address, whatever it leaves out. */
function nibbles(address: string): string {
	const [withoutZone = ""] = address.split("%");
	// URL writes the last four bytes in hexadecimal, too.
	const short = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
	const [left = [], right = []] = short.split("::").map((half) => half.split(":").filter(Boolean));
	const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
	return [...left, ...zeros, ...right].map((group) => group.padStart(4, "0")).join("");
}
