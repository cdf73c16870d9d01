/** Certificates, made anew for each run: one authority, one certificate a server, one for clients, one stranger. */
import { webcrypto } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
// The library injects its dependencies by reflection.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOUR = 3_600_000;

/** PEM files, by what they are for. */
export interface Certificates {
	readonly ca: string;
	/** The authority that signed nothing here. */
	readonly unknownCa: string;
	/** The name in a server's certificate, and only there. */
	nameOf(server: string): string;
	server(name: string): { readonly cert: string; readonly key: string };
	readonly client: { readonly cert: string; readonly key: string };
}

/** The name that clients must find in a server's certificate. */
export function certificateName(server: string): string {
	return `${server}.interop.test`;
}

/** Makes all certificates of a run and writes them below `folder`, keys readable by the owner only. */
export async function makeCertificates(
	folder: string,
	servers: readonly string[],
): Promise<Certificates> {
	x509.cryptoProvider.set(webcrypto as Crypto);
	mkdirSync(folder, { recursive: true });
	const authority = await makeAuthority("route-guide-interop CA");
	const stranger = await makeAuthority("route-guide-interop unknown CA");
	const write = (name: string, pem: string) => {
		const file = join(folder, name);
		writeFileSync(file, pem, { mode: 0o600 });
		return file;
	};
	const issue = async (name: string, commonName: string, client: boolean) => {
		const { certificate, key } = await issueLeaf(authority, commonName, client);
		return { cert: write(`${name}.pem`, certificate), key: write(`${name}.key`, key) };
	};
	const pairs = new Map<string, { cert: string; key: string }>();
	for (const server of servers) {
		pairs.set(server, await issue(server, certificateName(server), false));
	}
	return {
		ca: write("ca.pem", authority.certificate.toString("pem")),
		unknownCa: write("unknown-ca.pem", stranger.certificate.toString("pem")),
		nameOf: certificateName,
		server(name) {
			const pair = pairs.get(name);
			if (!pair) throw new Error(`no certificate was made for ${name}`);
			return pair;
		},
		client: await issue("client", "client.interop.test", true),
	};
}

interface Authority {
	readonly certificate: x509.X509Certificate;
	readonly keys: CryptoKeyPair;
}

async function makeAuthority(name: string): Promise<Authority> {
	const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, [
		"sign",
		"verify",
	])) as CryptoKeyPair;
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		serialNumber: serial(),
		name: `CN=${name}`,
		...validity(),
		signingAlgorithm: ALGORITHM,
		keys,
		extensions: [
			new x509.BasicConstraintsExtension(true, 0, true),
			new x509.KeyUsagesExtension(
				x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
				true,
			),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	return { certificate, keys };
}

async function issueLeaf(authority: Authority, name: string, client: boolean) {
	const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, [
		"sign",
		"verify",
	])) as CryptoKeyPair;
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber: serial(),
		subject: `CN=${name}`,
		issuer: authority.certificate.subject,
		...validity(),
		signingAlgorithm: ALGORITHM,
		publicKey: keys.publicKey,
		signingKey: authority.keys.privateKey,
		extensions: [
			new x509.BasicConstraintsExtension(false, undefined, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
			new x509.ExtendedKeyUsageExtension([
				client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth,
			]),
			new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }]),
			await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
		],
	});
	const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
	return {
		certificate: certificate.toString("pem"),
		key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY"),
	};
}

function validity() {
	// An hour back: clocks of containers and hosts may differ.
	return { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + 24 * HOUR) };
}

function serial(): string {
	// A leading zero keeps the number positive.
	return `00${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}`;
}
