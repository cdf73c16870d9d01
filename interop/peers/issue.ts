/** Makes keys and X.509 certificates, in memory. */
import { webcrypto } from "node:crypto";
// The library injects its dependencies by reflection.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as Crypto);

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const RSA = {
	name: "RSASSA-PKCS1-v1_5",
	hash: "SHA-256",
	modulusLength: 2048,
	publicExponent: new Uint8Array([1, 0, 1]),
};
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When a certificate is good, by hours from now. Clocks of containers and hosts may differ. */
const VALIDITY = {
	now: [-HOUR, DAY],
	past: [-2 * DAY, -DAY],
	future: [DAY, 2 * DAY],
} as const;
type Validity = keyof typeof VALIDITY;

export interface Issued {
	readonly certificate: x509.X509Certificate;
	readonly keys: CryptoKeyPair;
}

/** What an authority's certificate is to be like. */
export interface AuthorityOrder {
	readonly name: string;
	/** Absent: itself. */
	readonly issuer?: Issued;
}

/** What a certificate of a server or a client is to be like. */
export interface LeafOrder {
	readonly issuer: Issued;
	readonly commonName: string;
	/** Subject alternative names; none: the certificate has no such extension. */
	readonly names: readonly { readonly type: "dns" | "ip"; readonly value: string }[];
	readonly purpose: "server" | "client";
	readonly validity?: Validity;
	readonly rsa?: boolean;
}

/** An authority, with an intermediate one below it at most. */
export async function issueAuthority(order: AuthorityOrder): Promise<Issued> {
	const keys = await newKeys(ECDSA);
	const certificate = await x509.X509CertificateGenerator.create({
		...frame(),
		subject: `CN=${order.name}`,
		issuer: order.issuer?.certificate.subject ?? `CN=${order.name}`,
		publicKey: keys.publicKey,
		signingKey: order.issuer?.keys.privateKey ?? keys.privateKey,
		extensions: [
			new x509.BasicConstraintsExtension(true, order.issuer === undefined ? 1 : 0, true),
			new x509.KeyUsagesExtension(
				x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
				true,
			),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
			...(order.issuer
				? [await x509.AuthorityKeyIdentifierExtension.create(order.issuer.keys.publicKey)]
				: []),
		],
	});
	return { certificate, keys };
}

/** A certificate that signs no other. */
export async function issueLeaf(order: LeafOrder): Promise<Issued> {
	const { issuer, names } = order;
	const keys = await newKeys(order.rsa ? RSA : ECDSA);
	const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
	const certificate = await x509.X509CertificateGenerator.create({
		...frame(order.validity),
		subject: `CN=${order.commonName}`,
		issuer: issuer.certificate.subject,
		publicKey: keys.publicKey,
		signingKey: issuer.keys.privateKey,
		extensions: [
			new x509.BasicConstraintsExtension(false, undefined, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
			new x509.ExtendedKeyUsageExtension([order.purpose === "client" ? clientAuth : serverAuth]),
			...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension([...names])] : []),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
			await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
		],
	});
	return { certificate, keys };
}

export function certificatePem(...chain: readonly Issued[]): string {
	return chain.map(({ certificate }) => `${certificate.toString("pem")}\n`).join("");
}

/** PKCS #8. */
export async function keyPem({ keys }: Issued): Promise<string> {
	const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
	return x509.PemConverter.encode(pkcs8, "PRIVATE KEY");
}

function newKeys(algorithm: typeof ECDSA | typeof RSA): Promise<CryptoKeyPair> {
	return webcrypto.subtle.generateKey(algorithm, true, [
		"sign",
		"verify",
	]) as Promise<CryptoKeyPair>;
}

/** Every signer here has an ECDSA key. */
function frame(validity: Validity = "now") {
	const [from, to] = VALIDITY[validity];
	return {
		// A leading zero keeps the number positive.
		serialNumber: `00${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}`,
		notBefore: new Date(Date.now() + from),
		notAfter: new Date(Date.now() + to),
		signingAlgorithm: ECDSA,
	};
}
