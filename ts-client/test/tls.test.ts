import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TlsSettings } from "../channel.ts";
import { type Authority, createAuthority, type Identity } from "./support/certificates.ts";
import { finishOf, runSteps, unarySteps } from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

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

function startTls(clientCa: Buffer | null = null) {
	const pair = { cert_chain: serverIdentity.cert, private_key: serverIdentity.key };
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
