/** What TLS needs, read from files and checked together. */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { readFileOf } from "./read-file.ts";
import { reasonOf, StartError } from "./start-error.ts";

/** PEM files. With `clientCa`, a client must show a certificate that one of its authorities signed. */
export interface TlsFiles {
	readonly certificate: string;
	readonly key: string;
	readonly clientCa: string | null;
}

/** Each of the files, by the flag that names it. */
export function filesOf({ certificate, key, clientCa }: TlsFiles) {
	return [
		{ flag: "--cert_file", path: certificate },
		{ flag: "--key_file", path: key },
		...(clientCa === null ? [] : [{ flag: "--client_ca_file", path: clientCa }]),
	];
}

/** What they held: PEM that belongs together. */
export interface TlsMaterial {
	readonly certificate: Buffer;
	readonly key: Buffer;
	readonly clientCa: Buffer | null;
	/** For people: which certificate it is, and how long it is valid. */
	readonly about: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * What the files hold. Dates are not checked: whether an expired certificate is good enough is for
 * clients to say.
 *
 * @throws {StartError} naming the flag and the file.
 */
export function readTlsFiles(files: TlsFiles): TlsMaterial {
	const certificate = readFileOf("--cert_file", files.certificate, "tls");
	const key = readFileOf("--key_file", files.key, "tls");
	const clientCa =
		files.clientCa === null ? null : readFileOf("--client_ca_file", files.clientCa, "tls");
	const [own] = parseCertificates("--cert_file", files.certificate, certificate);
	if (!own.checkPrivateKey(parseKey(files.key, key))) {
		throw refuse(
			`--key_file ${JSON.stringify(files.key)} does not belong to --cert_file ${JSON.stringify(files.certificate)}`,
			null,
			"expected the private key of the first certificate in that file",
		);
	}
	if (clientCa !== null && files.clientCa !== null) {
		parseCertificates("--client_ca_file", files.clientCa, clientCa);
	}
	const about = `certificate ${own.serialNumber}, valid until ${own.validTo}`;
	const material = { certificate, key, clientCa, about };
	try {
		// OpenSSL has the last word, e.g. on keys that it finds too short; at connection time is too late.
		createSecureContext(contextOf(material));
	} catch (cause) {
		if (reasonOf(cause) === "ERR_SSL_NO_CIPHER_MATCH") {
			const got = JSON.stringify(process.env.GRPC_SSL_CIPHER_SUITES ?? null);
			const hint = "expected names of ciphers as OpenSSL has them, with colons between them";
			throw refuse("GRPC_SSL_CIPHER_SUITES names no cipher", got, hint, cause);
		}
		const what = `cannot use --cert_file ${JSON.stringify(files.certificate)} with its key`;
		throw refuse(what, reasonOf(cause), "expected a pair that OpenSSL accepts", cause);
	}
	return material;
}

/** As Node takes it. */
export function contextOf({ certificate, key, clientCa }: TlsMaterial): SecureContextOptions {
	// As grpc-js has it for the servers that it makes itself.
	const ciphers = process.env.GRPC_SSL_CIPHER_SUITES;
	return { cert: certificate, key, ca: clientCa ?? undefined, ciphers };
}

/** All of them are looked at. @returns at least one. */
function parseCertificates(
	flag: string,
	path: string,
	pem: Buffer,
): readonly [X509Certificate, ...X509Certificate[]] {
	const hint = "expected certificates in PEM (-----BEGIN CERTIFICATE-----)";
	const blocks = pem.toString("latin1").match(CERTIFICATE) ?? [];
	const [first, ...chain] = blocks.map((block, index) => {
		try {
			return new X509Certificate(block);
		} catch (cause) {
			const what = `${flag} ${JSON.stringify(path)}, certificate ${index + 1} cannot be read`;
			throw refuse(what, reasonOf(cause), hint, cause);
		}
	});
	if (first === undefined) {
		throw refuse(`${flag} ${JSON.stringify(path)} holds no certificate`, excerpt(pem), hint);
	}
	return [first, ...chain];
}

function parseKey(path: string, pem: Buffer): KeyObject {
	try {
		return createPrivateKey(pem);
	} catch (cause) {
		throw refuse(
			`--key_file ${JSON.stringify(path)} holds no private key`,
			// Of a key file nothing is shown: it may be a key after all.
			reasonOf(cause),
			"expected an unencrypted private key in PEM (-----BEGIN PRIVATE KEY-----)",
			cause,
		);
	}
}

function excerpt(pem: Buffer): string {
	return pem.length === 0 ? "an empty file" : JSON.stringify(pem.toString("latin1", 0, 30));
}

function refuse(what: string, got: string | null, hint: string, cause?: unknown): StartError {
	return new StartError({ step: "tls", what, got, hint, cause });
}
