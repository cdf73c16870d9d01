import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import { readFileOf } from "./read-file.ts";
import { reasonOf, StartError } from "./start-error.ts";

/** PEM files. With `clientCa`, a client must show a certificate that one of its authorities signed. */
export interface TlsFiles {
	readonly certificate: string;
	readonly key: string;
	readonly clientCa: string | null;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The credentials that the files give; null gives plaintext. Dates are not checked: whether an expired
 * certificate is good enough is for clients to say.
 *
 * @throws {StartError} naming the flag and the file.
 */
export function loadCredentials(files: TlsFiles | null): ServerCredentials {
	if (files === null) {
		return ServerCredentials.createInsecure();
	}
	const certificate = readFileOf("--cert_file", files.certificate, "tls");
	const key = readFileOf("--key_file", files.key, "tls");
	const ca = files.clientCa === null ? null : readFileOf("--client_ca_file", files.clientCa, "tls");
	const own = parseCertificates("--cert_file", files.certificate, certificate);
	if (!own[0]?.checkPrivateKey(parseKey(files.key, key))) {
		throw refuse(
			`--key_file ${JSON.stringify(files.key)} does not belong to --cert_file ${JSON.stringify(files.certificate)}`,
			null,
			"expected the private key of the first certificate in that file",
		);
	}
	if (ca !== null && files.clientCa !== null) {
		parseCertificates("--client_ca_file", files.clientCa, ca);
	}
	try {
		// OpenSSL has the last word, e.g. on keys that it finds too short; at connection time is too late.
		createSecureContext({ cert: certificate, key, ca: ca ?? undefined });
	} catch (cause) {
		const what = `cannot use --cert_file ${JSON.stringify(files.certificate)} with its key`;
		throw refuse(what, reasonOf(cause), "expected a pair that OpenSSL accepts", cause);
	}
	return ServerCredentials.createSsl(
		ca,
		[{ cert_chain: certificate, private_key: key }],
		ca !== null,
	);
}

function parseCertificates(flag: string, path: string, pem: Buffer): X509Certificate[] {
	const hint = "expected certificates in PEM (-----BEGIN CERTIFICATE-----)";
	const blocks = pem.toString("latin1").match(CERTIFICATE);
	if (blocks === null) {
		throw refuse(`${flag} ${JSON.stringify(path)} holds no certificate`, excerpt(pem), hint);
	}
	return blocks.map((block, index) => {
		try {
			return new X509Certificate(block);
		} catch (cause) {
			const what = `${flag} ${JSON.stringify(path)}, certificate ${index + 1} cannot be read`;
			throw refuse(what, reasonOf(cause), hint, cause);
		}
	});
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
