import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TlsSettings } from "../channel.ts";
import { serverName } from "../server-name.ts";
import { type Authority, createAuthority, type Identity } from "./support/certificates.ts";
import { finishOf, runMain, runSteps, unarySteps } from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

// Some tests start a process, perhaps on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let authority: Authority;
let stranger: Authority;
let serverIdentity: Identity;
let clientIdentity: Identity;

beforeAll(async () => {
	[authority, stranger] = await Promise.all([createAuthority(), createAuthority()]);
	serverIdentity = await authority.issue("ts-test.interop.test");
	clientIdentity = await authority.issue("client.interop.test");
});
afterAll(() => {
	authority[Symbol.dispose]();
	stranger[Symbol.dispose]();
});

function startTls(clientCa: Buffer | null = null, { cert, key }: Identity = serverIdentity) {
	const pair = { cert_chain: cert, private_key: key };
	const credentials = ServerCredentials.createSsl(clientCa, [pair], clientCa !== null);
	return startServer(
		{
			GetFeature: (call, callback) => {
				const peer = call.getAuthContext().sslPeerCertificate?.subject.CN;
				callback(null, { name: `${call.getHost()} ${peer ?? "nobody"}` });
			},
		},
		credentials,
	);
}

async function getName(address: string, more: Partial<TlsSettings> = {}) {
	const ours = { ca: authority.caFile, name: "ts-test.interop.test", cert: null, key: null };
	const line = await runSteps(address, unarySteps("GetFeature"), { tls: { ...ours, ...more } });
	const { status, messages } = finishOf(line);
	return { status, name: messages[0]?.name };
}

test("TLS verifies the name of the batch, and sends it as the authority.", async () => {
	await using server = await startTls();
	expect(await getName(server.address)).toEqual({
		status: "OK",
		name: "ts-test.interop.test nobody",
	});
});

test("TLS refuses a server of another name.", async () => {
	await using server = await startTls();
	expect(await getName(server.address, { name: "go.interop.test" })).toMatchObject({
		status: "UNAVAILABLE",
	});
});

test("TLS refuses a certificate of an unknown authority.", async () => {
	await using server = await startTls();
	expect(await getName(server.address, { ca: stranger.caFile })).toMatchObject({
		status: "UNAVAILABLE",
	});
});

describe("an address in the place of a name", () => {
	test("is looked for in the certificate.", async () => {
		await using server = await startTls(null, await authority.issue("127.0.0.1"));
		expect(await getName(server.address, { name: "127.0.0.1" })).toMatchObject({ status: "OK" });
		expect(await getName(server.address, { name: "::1" })).toMatchObject({ status: "UNAVAILABLE" });
	});

	test("is not among the names that the server is asked for, so that Node warns of nothing.", async () => {
		await using server = await startTls(null, await authority.issue("127.0.0.1"));
		const flags = ["--addr", server.address, "--tls", "--ca_file", authority.caFile];
		for (const more of [[], ["--server_host_override", "127.0.0.1"]]) {
			const { code, stderr } = await runMain([...flags, ...more]);
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		}
	});

	test.each([
		["127.0.0.1", "1.0.0.127.in-addr.arpa"],
		["::1", `1.${"0.".repeat(31)}ip6.arpa`],
		["2001:DB8::c0a8:1%eth0", `1.0.0.0.8.a.0.c.${"0.".repeat(16)}8.b.d.0.1.0.0.2.ip6.arpa`],
		["::ffff:192.168.0.1", `1.0.0.0.8.a.0.c.f.f.f.f.${"0.".repeat(20)}ip6.arpa`],
		["go.interop.test", "go.interop.test"],
	])("%s is asked for as %s", (name, sni) => {
		expect(serverName(name).sni).toBe(sni);
	});
});

test("TLS into plaintext, and plaintext into TLS, are refused.", async () => {
	await using plain = await startServer();
	await using secure = await startTls();
	expect(await getName(plain.address)).toMatchObject({ status: "UNAVAILABLE" });
	const line = await runSteps(secure.address, unarySteps("GetFeature"));
	expect(finishOf(line)).toMatchObject({ status: "UNAVAILABLE", messages: [] });
});

test("Mutual TLS shows the client's certificate.", async () => {
	await using server = await startTls(authority.ca);
	const { certFile: cert, keyFile: key } = clientIdentity;
	expect(await getName(server.address, { cert, key })).toEqual({
		status: "OK",
		name: "ts-test.interop.test client.interop.test",
	});
});

test("Mutual TLS refuses a client without a certificate.", async () => {
	await using server = await startTls(authority.ca);
	expect(await getName(server.address)).toMatchObject({ status: "UNAVAILABLE" });
});

test("A file that is missing, is no certificate, or belongs to another key is refused by name.", async () => {
	const rubbish = authority.write("rubbish.pem", "not a certificate");
	const { certFile: cert, keyFile: key } = clientIdentity;
	const refused = (more: Partial<TlsSettings>) => expect(getName("127.0.0.1:1", more)).rejects;
	await refused({ ca: "/nowhere/ca.pem" }).toThrow(/cannot read the CA file \/nowhere\/ca\.pem/);
	await refused({ ca: rubbish }).toThrow(/CA file .*rubbish\.pem is not a PEM certificate/);
	await refused({ cert: rubbish, key }).toThrow(/certificate file .*rubbish\.pem is not/);
	await refused({ cert, key: rubbish }).toThrow(/key file .*rubbish\.pem is not a PEM private key/);
	await refused({ cert, key: serverIdentity.keyFile }).toThrow(/cannot be used together/);
	await refused({ cert }).toThrow(/a client certificate without a key/);
});
