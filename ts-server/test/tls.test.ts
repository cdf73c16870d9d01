import { credentials, status } from "@grpc/grpc-js";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { StartError } from "../start-error.ts";
import { readTlsFiles, type TlsFiles } from "../tls-files.ts";
import { getFeature } from "./calls.ts";
import { type Authority, newAuthority, type Pair } from "./certificates.ts";
import { type Running, running } from "./running.ts";
import { type TemporaryFile, writeTemporary } from "./temporary-files.ts";

const NAME = "ts-python.interop.test";
let authority: Authority;
let stranger: Authority;
let server: Pair;
let client: Pair;

beforeAll(async () => {
	[authority, stranger] = await Promise.all([newAuthority("ours"), newAuthority("stranger")]);
	[server, client] = await Promise.all([authority.issue(NAME), authority.issue("a client")]);
});

/** The texts as files for as long as the scope lasts. */
class Files implements Disposable {
	readonly #files: TemporaryFile[] = [];
	write(text: string): string {
		const file = writeTemporary("file.pem", text);
		this.#files.push(file);
		return file.path;
	}
	[Symbol.dispose](): void {
		for (const file of this.#files) {
			file[Symbol.dispose]();
		}
	}
}

async function secured(mutual: boolean): Promise<Running> {
	using files = new Files();
	return await running({
		witness: true,
		tls: {
			certificate: files.write(server.certificate),
			key: files.write(server.key),
			clientCa: mutual ? files.write(authority.certificate) : null,
		},
	});
}

function call(to: Running, ca: string, own: Pair | null, name = NAME) {
	const creds = credentials.createSsl(
		Buffer.from(ca),
		own === null ? null : Buffer.from(own.key),
		own === null ? null : Buffer.from(own.certificate),
	);
	const options = {
		"grpc.ssl_target_name_override": name,
		"grpc.default_authority": name,
	};
	return getFeature(to.connect(options, creds), {}, { deadline: Date.now() + 3000 });
}

test("TLS serves those who trust its authority, and the witness says so", async () => {
	await using to = await secured(false);
	expect((await call(to, authority.certificate, null)).name).toBe("");
	expect(await to.witnesses.next()).toMatchObject({ tls: true, peer: null, ended: "OK" });
});

test("TLS is refused by those who trust another authority or expect another name", async () => {
	await using to = await secured(false);
	const unavailable = { code: status.UNAVAILABLE };
	await expect(call(to, stranger.certificate, null)).rejects.toMatchObject(unavailable);
	await expect(call(to, authority.certificate, null, "go.interop.test")).rejects.toMatchObject(
		unavailable,
	);
	await expect(getFeature(to.client, {}, { deadline: Date.now() + 3000 })).rejects.toMatchObject(
		unavailable,
	);
	expect(to.witnesses.unread).toBe(0);
});

test("mutual TLS serves clients with a certificate, and the witness names them", async () => {
	await using to = await secured(true);
	expect((await call(to, authority.certificate, client)).name).toBe("");
	expect(await to.witnesses.next()).toMatchObject({ tls: true, peer: "a client", ended: "OK" });
});

test("mutual TLS refuses clients with no certificate, or with another authority's", async () => {
	await using to = await secured(true);
	const unavailable = { code: status.UNAVAILABLE };
	await expect(call(to, authority.certificate, null)).rejects.toMatchObject(unavailable);
	const foreign = await stranger.issue("a client");
	await expect(call(to, authority.certificate, foreign)).rejects.toMatchObject(unavailable);
	expect(to.witnesses.unread).toBe(0);
});

describe("files are refused where", () => {
	function refusal(pick: (files: Files) => TlsFiles): string {
		using files = new Files();
		try {
			readTlsFiles(pick(files));
		} catch (error) {
			expect(error).toBeInstanceOf(StartError);
			return (error as StartError).message.replaceAll(/"\/[^"]*"/g, "FILE");
		}
		return "accepted";
	}

	test("the certificate is no PEM", () => {
		const message = refusal((files) => ({
			certificate: files.write("hello"),
			key: files.write(server.key),
			clientCa: null,
		}));
		expect(message).toBe(
			'--cert_file FILE holds no certificate: got "hello"; expected certificates in PEM (-----BEGIN CERTIFICATE-----)',
		);
	});

	test("the certificate is PEM around something else", () => {
		const message = refusal((files) => ({
			certificate: files.write(
				"-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n",
			),
			key: files.write(server.key),
			clientCa: null,
		}));
		expect(message).toMatch(
			/^--cert_file FILE, certificate 1 cannot be read: got ERR_\w+; expected/,
		);
	});

	test("the key is no PEM, of which nothing is shown", () => {
		const message = refusal((files) => ({
			certificate: files.write(server.certificate),
			key: files.write("secret"),
			clientCa: null,
		}));
		expect(message).toMatch(/^--key_file FILE holds no private key: got ERR_\w+; expected/);
		expect(message).not.toContain("secret");
	});

	test("the key belongs to another certificate", () => {
		const message = refusal((files) => ({
			certificate: files.write(server.certificate),
			key: files.write(client.key),
			clientCa: null,
		}));
		expect(message).toBe(
			"--key_file FILE does not belong to --cert_file FILE; expected the private key of the first certificate in that file",
		);
	});

	test("the clients' authority is no PEM, which Node alone would ignore", () => {
		const message = refusal((files) => ({
			certificate: files.write(server.certificate),
			key: files.write(server.key),
			clientCa: files.write(""),
		}));
		expect(message).toBe(
			"--client_ca_file FILE holds no certificate: got an empty file; expected certificates in PEM (-----BEGIN CERTIFICATE-----)",
		);
	});

	test("the environment names no cipher, which is no fault of theirs", () => {
		vi.stubEnv("GRPC_SSL_CIPHER_SUITES", "no-such");
		const message = refusal((files) => ({
			certificate: files.write(server.certificate),
			key: files.write(server.key),
			clientCa: null,
		}));
		vi.unstubAllEnvs();
		expect(message).toBe(
			'GRPC_SSL_CIPHER_SUITES names no cipher: got "no-such"; expected names of ciphers as OpenSSL has them, with colons between them',
		);
	});

	test("a file is missing", () => {
		const message = refusal((files) => ({
			certificate: "/nowhere/cert.pem",
			key: files.write(server.key),
			clientCa: null,
		}));
		expect(message).toBe(
			"cannot read --cert_file FILE: no such file; expected a file that this user may read",
		);
	});
});

test("an expired certificate is accepted: judging it is up to clients", async () => {
	const { certificate, key } = await authority.issue(NAME, { expired: true });
	using files = new Files();
	const tls = { certificate: files.write(certificate), key: files.write(key), clientCa: null };
	expect(readTlsFiles(tls)).toBeDefined();
});
