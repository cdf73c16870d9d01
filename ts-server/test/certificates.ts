/** Certificates for tests, made anew: an authority and what it signs. */
// First: the library looks for it as it loads.
import "./reflect-metadata.ts";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

export interface Pair {
	/** PEM. */
	readonly certificate: string;
	/** PEM, PKCS #8. */
	readonly key: string;
}

export interface Authority extends Pair {
	/** Signs a certificate for one DNS name, which is its common name as well. */
	issue(name: string, validity?: { readonly expired: boolean }): Promise<Pair>;
}

export async function newAuthority(name: string): Promise<Authority> {
	const keys = await newKeys();
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		name: `CN=${name}`,
		keys,
		signingAlgorithm: ALGORITHM,
		...validity(false),
		extensions: [
			new x509.BasicConstraintsExtension(true, 0, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
		],
	});
	return {
		certificate: certificate.toString("pem"),
		key: await keyPem(keys),
		issue: async (subject, { expired } = { expired: false }) => {
			const own = await newKeys();
			const issued = await x509.X509CertificateGenerator.create({
				subject: `CN=${subject}`,
				issuer: certificate.subject,
				publicKey: own.publicKey,
				signingKey: keys.privateKey,
				signingAlgorithm: ALGORITHM,
				...validity(expired),
				extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: subject }])],
			});
			return { certificate: issued.toString("pem"), key: await keyPem(own) };
		},
	};
}

function newKeys(): Promise<CryptoKeyPair> {
	return webcrypto.subtle.generateKey(ALGORITHM, true, [
		"sign",
		"verify",
	]) as Promise<CryptoKeyPair>;
}

async function keyPem({ privateKey }: CryptoKeyPair): Promise<string> {
	const bytes = await webcrypto.subtle.exportKey("pkcs8", privateKey as webcrypto.CryptoKey);
	return x509.PemConverter.encode(bytes, "PRIVATE KEY");
}

function validity(expired: boolean): { notBefore: Date; notAfter: Date } {
	const now = Date.now();
	return {
		notBefore: new Date(now - 2 * DAY_MS),
		notAfter: new Date(expired ? now - DAY_MS : now + DAY_MS),
	};
}
