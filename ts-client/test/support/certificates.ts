/** Certificates made anew for a test: an authority, and what it signs. */
import "./reflect-metadata.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	BasicConstraintsExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	type X509Certificate,
	X509CertificateGenerator,
} from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

const makeKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
type Keys = Awaited<ReturnType<typeof makeKeys>>;

/** A certificate and its key, as files and as text. */
export interface Identity {
	readonly certFile: string;
	readonly keyFile: string;
	readonly cert: Buffer;
	readonly key: Buffer;
}

export interface Authority extends Disposable {
	/** The authority's own certificate. */
	readonly caFile: string;
	readonly ca: Buffer;
	/** A file of the authority's folder with this content; gone with it. */
	write(name: string, content: string): string;
	issue(name: string): Promise<Identity>;
}

export async function createAuthority(): Promise<Authority> {
	const folder = mkdtempSync(join(tmpdir(), "ts-client-test-"));
	const keys = await makeKeys();
	const root = await X509CertificateGenerator.createSelfSigned({
		name: "CN=test authority",
		keys,
		signingAlgorithm: ALGORITHM,
		extensions: [new BasicConstraintsExtension(true, undefined, true)],
	});
	const write = (name: string, content: string) => {
		const file = join(folder, name);
		writeFileSync(file, content);
		return file;
	};
	return {
		caFile: write("ca.pem", root.toString("pem")),
		ca: Buffer.from(root.toString("pem")),
		write,
		issue: (name) => issue(name, root, keys.privateKey, write),
		[Symbol.dispose]: () => rmSync(folder, { recursive: true }),
	};
}

async function issue(
	name: string,
	root: X509Certificate,
	signingKey: Keys["privateKey"],
	write: (name: string, content: string) => string,
): Promise<Identity> {
	const keys = await makeKeys();
	const certificate = await X509CertificateGenerator.create({
		subject: `CN=${name}`,
		issuer: root.subject,
		publicKey: keys.publicKey,
		signingKey,
		signingAlgorithm: ALGORITHM,
		extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: name }])],
	});
	const cert = certificate.toString("pem");
	const key = PemConverter.encode(
		await crypto.subtle.exportKey("pkcs8", keys.privateKey),
		"PRIVATE KEY",
	);
	return {
		certFile: write(`${name}.pem`, cert),
		keyFile: write(`${name}.key`, key),
		cert: Buffer.from(cert),
		key: Buffer.from(key),
	};
}
