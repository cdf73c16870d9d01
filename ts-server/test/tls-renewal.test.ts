/** Certificates that are renewed while the server runs. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ConnectionOptions, connect } from "node:tls";
import { credentials, status } from "@grpc/grpc-js";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { TlsRenewal } from "../tls-renewal.ts";
import { watchFiles } from "../watch-files.ts";
import { Conversation, note } from "./calls.ts";
import { type Authority, newAuthority, type Pair } from "./certificates.ts";
import { RouteGuide, running } from "./running.ts";
import { type Spawned, spawned } from "./spawned.ts";
import { type TemporaryFile, writeTemporary } from "./temporary-files.ts";

const NAME = "ts-python.interop.test";
let authority: Authority;
let stranger: Authority;
let old: Pair;
let renewed: Pair;
beforeAll(async () => {
	[authority, stranger] = await Promise.all([newAuthority("ours"), newAuthority("stranger")]);
	[old, renewed] = await Promise.all([authority.issue(NAME), authority.issue(NAME)]);
});

let file: TemporaryFile;
let tls: { readonly certificate: string; readonly key: string; readonly clientCa: string };
beforeEach(() => {
	file = writeTemporary("cert.pem", old.certificate);
	const beside = (name: string) => join(dirname(file.path), name);
	tls = { certificate: file.path, key: beside("key.pem"), clientCa: beside("ca.pem") };
	writeFileSync(tls.key, old.key);
	writeFileSync(tls.clientCa, authority.certificate);
});
afterEach(() => file[Symbol.dispose]());

function secured(...more: string[]): Promise<Spawned> {
	return spawned("--tls", "--cert_file", tls.certificate, "--key_file", tls.key, ...more);
}

/** The certificate that a new connection is shown. */
async function shown(address: unknown, own: ConnectionOptions = {}): Promise<string> {
	const [host, port] = String(address).split(":");
	const options = { ca: authority.certificate, servername: NAME, ALPNProtocols: ["h2"], ...own };
	const socket = connect({ host, port: Number(port), ...options });
	await once(socket, "secureConnect");
	const { raw } = socket.getPeerCertificate();
	// Over TLS 1.3 a client learns only afterwards that its own was refused: with the first bytes, or their end.
	await new Promise((resolve, reject) => {
		socket.once("data", resolve).once("error", reject);
		socket.once("close", () => reject(new Error("the connection has been closed")));
	});
	socket.destroy();
	return pem(raw);
}

function pem(der: Buffer): string {
	const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
	return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----"].join("\n");
}

const READ_AGAIN =
	/^ts-server: the TLS files have been read again: certificate \w+, valid until .+ GMT$/;
const NO_PAIR =
	/^ts-server: the old certificate stays in place: --key_file ".+" does not belong to --cert_file ".+"; expected /;

test("connections are shown the renewed certificate from then on, and those that are there stay", async () => {
	await using server = await secured();
	const address = String(server.ready.listening);
	const creds = credentials.createSsl(Buffer.from(authority.certificate));
	const client = new RouteGuide(address, creds, { "grpc.ssl_target_name_override": NAME });
	const conversation = new Conversation(client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	expect(await shown(address)).toBe(old.certificate.trim());
	writeFileSync(tls.certificate, renewed.certificate);
	writeFileSync(tls.key, renewed.key);
	expect(await server.complaint()).toMatch(READ_AGAIN);
	expect(await shown(address)).toBe(renewed.certificate.trim());
	expect(await conversation.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
	await conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
	client.close();
});

test("half of a pair is not taken, and its other half completes it", async () => {
	await using server = await secured();
	writeFileSync(tls.certificate, renewed.certificate);
	expect(await server.complaint()).toMatch(NO_PAIR);
	expect(await shown(server.ready.listening)).toBe(old.certificate.trim());
	writeFileSync(tls.key, renewed.key);
	expect(await server.complaint()).toMatch(READ_AGAIN);
	expect(await shown(server.ready.listening)).toBe(renewed.certificate.trim());
});

test("SIGHUP has them read at once, and tells of them even where nothing is new", async () => {
	await using server = await secured();
	const lines = async () => {
		server.signal("SIGHUP");
		expect(await server.complaint()).toContain("the database has been read again");
		return server.complaint();
	};
	const same = "ts-server: the TLS files have been read again: they hold what they held";
	expect(await lines()).toBe(same);
	rmSync(tls.key);
	expect(await lines()).toBe(
		`ts-server: the old certificate stays in place: cannot read --key_file ${JSON.stringify(tls.key)}: no such file; expected a file that this user may read`,
	);
	expect(await shown(server.ready.listening)).toBe(old.certificate.trim());
});

test("clients are held against renewed authorities", async () => {
	await using server = await secured("--client_ca_file", tls.clientCa);
	const { listening } = server.ready;
	const [ours, theirs] = await Promise.all([authority.issue("a"), stranger.issue("b")]);
	const as = ({ certificate, key }: Pair) => shown(listening, { cert: certificate, key });
	await as(ours);
	await expect(as(theirs)).rejects.toThrow();
	writeFileSync(tls.clientCa, stranger.certificate);
	expect(await server.complaint()).toContain("the authorities of --client_ca_file are new");
	await as(theirs);
	await expect(as(ours)).rejects.toThrow();
});

test("what is told is what is new: the pair, the authorities, or both", async () => {
	const both = new TlsRenewal(tls);
	const look = () => both.look()?.about;
	expect(look()).toBeUndefined();
	writeFileSync(tls.clientCa, stranger.certificate);
	expect(look()).toMatch(
		/^the authorities of --client_ca_file are new; still certificate \w+, valid until .+ GMT$/,
	);
	writeFileSync(tls.certificate, renewed.certificate);
	expect(look).toThrow("does not belong to");
	writeFileSync(tls.key, renewed.key);
	expect(look()).toMatch(/^certificate \w+, valid until .+ GMT$/);
	writeFileSync(tls.certificate, old.certificate);
	writeFileSync(tls.key, old.key);
	writeFileSync(tls.clientCa, authority.certificate);
	expect(look()).toMatch(/^certificate .+ GMT; the authorities of --client_ca_file are new$/);
});

test("pipes are read once, at the start: nothing waits for somebody to write more", async () => {
	using database = writeTemporary("db.json", "[]");
	rmSync(tls.key);
	rmSync(database.path);
	for (const path of [tls.key, database.path]) execFileSync("mkfifo", [path]);
	const written = [writeFile(tls.key, old.key), writeFile(database.path, "[]")];
	await using server = await secured("--json_db_file", database.path);
	await Promise.all(written);
	// Told once it is looked at: as the other files, after a second or two.
	let changes = 0;
	void watchFiles([tls.certificate, tls.clientCa], () => {
		changes += 1;
	});
	await expect.poll(() => changes).toBe(1);
	writeFileSync(tls.certificate, renewed.certificate);
	await expect.poll(() => changes).toBe(2);
	expect(await shown(server.ready.listening)).toBe(old.certificate.trim());
	// Nothing has been said before this.
	server.signal("SIGHUP");
	const again = (flag: string, path: string) =>
		`cannot read ${flag} ${JSON.stringify(path)} again: no regular file; expected a regular file where it is to be read more than once`;
	expect(await server.complaint()).toBe(
		`ts-server: the old database stays in place: ${again("--json_db_file", database.path)}`,
	);
	expect(await server.complaint()).toBe(
		`ts-server: the old certificate stays in place: ${again("--key_file", tls.key)}`,
	);
	expect(await shown(server.ready.listening)).toBe(old.certificate.trim());
});

test("the ciphers that the environment names hold for renewed certificates as well", async () => {
	vi.stubEnv("GRPC_SSL_CIPHER_SUITES", "ECDHE-ECDSA-AES256-GCM-SHA384");
	await using server = await running({ tls: { ...tls, clientCa: null } });
	const by = (ciphers: string) =>
		shown(server.address, { minVersion: "TLSv1.2", maxVersion: "TLSv1.2", ciphers });
	for (const pair of [old, renewed]) {
		writeFileSync(tls.certificate, pair.certificate);
		writeFileSync(tls.key, pair.key);
		await server.renew();
		expect(await by("ECDHE-ECDSA-AES256-GCM-SHA384")).toBe(pair.certificate.trim());
		await expect(by("ECDHE-ECDSA-AES128-GCM-SHA256")).rejects.toThrow();
	}
	vi.unstubAllEnvs();
});

test("files are seen to change where a link on their way points elsewhere", async () => {
	const folder = dirname(file.path);
	for (const version of ["one", "two"]) {
		mkdirSync(join(folder, version));
		writeFileSync(join(folder, version, "cert.pem"), version);
	}
	symlinkSync("one", join(folder, "now"));
	symlinkSync("now/cert.pem", join(folder, "link.pem"));
	let changes = 0;
	void watchFiles([join(folder, "link.pem")], () => {
		changes += 1;
	});
	await expect.poll(() => changes).toBe(1);
	symlinkSync("two", join(folder, "next"));
	renameSync(join(folder, "next"), join(folder, "now"));
	await expect.poll(() => changes).toBe(2);
});
