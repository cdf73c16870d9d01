import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
	type ConnectionOptions,
	createServer as createTlsServer,
	type TlsOptions,
	connect as tlsConnect,
} from "node:tls";
import { afterAll, afterEach, expect, test } from "vitest";
import { Via } from "../../model/via.ts";
import type { Transport } from "../../model/words.ts";
import { folderWith } from "../../test/support/folder.ts";
import { runCertificates } from "../certificates.ts";
import { openRelay, type Relay } from "./relay.ts";

const folder = folderWith({});
afterAll(() => folder[Symbol.dispose]());
const certificates = runCertificates(join(folder.path, "made"));
const ca = readFileSync(await certificates.ca());
const open: { close(): unknown }[] = [];
afterEach(async () => {
	for (const { close } of open.splice(0)) await close();
});

/** A server that sends back what it is sent, and ends where its client does. */
async function serve(listener: Server, event: string): Promise<string> {
	const sockets: Socket[] = [];
	listener.on(event, (socket: Socket) => {
		sockets.push(socket);
		socket.on("error", () => {});
		socket.pipe(socket);
	});
	listener.on("tlsClientError", () => {});
	listener.listen(0, "127.0.0.1");
	await once(listener, "listening");
	open.push({
		close: () => {
			for (const socket of sockets) socket.destroy();
			listener.close();
		},
	});
	return `127.0.0.1:${(listener.address() as AddressInfo).port}`;
}

const echo = () => serve(createServer(), "connection");

async function echoWithTls(more: TlsOptions): Promise<string> {
	const { cert, key } = await certificates.server("go");
	const pair = { cert: readFileSync(cert), key: readFileSync(key), ca };
	return serve(createTlsServer({ ...pair, ...more }), "secureConnection");
}

async function relay(via: unknown, server: string, transport: Transport = "tls"): Promise<Relay> {
	const opened = await openRelay({
		via: Via.parse(via),
		bind: "127.0.0.1",
		server,
		instance: { server: "go", transport },
		certificates,
	});
	open.push({ close: () => opened[Symbol.asyncDispose]() });
	return opened;
}

/** What came back, and what was agreed on; or the error's code. */
async function throughTls(port: number, more: ConnectionOptions = {}) {
	const options = { port, host: "127.0.0.1", ca, servername: "go.interop.test", ...more };
	const socket = tlsConnect(options);
	socket.end("hello");
	try {
		await once(socket, "secureConnect");
		const agreed = { version: socket.getProtocol(), alpn: socket.alpnProtocol };
		return { ...agreed, back: await text(socket) };
	} catch (problem) {
		return (problem as NodeJS.ErrnoException).code;
	}
}

async function through(port: number): Promise<string> {
	const socket = connect(port, "127.0.0.1");
	socket.end("hello");
	return text(socket).catch(({ code }: NodeJS.ErrnoException) => `${code}`);
}

test("a TLS end before a plaintext server speaks with drivers as it was told, and passes bytes on", async () => {
	const { port } = await relay({ tls_server: { version: "1.2" } }, await echo());
	const h2 = { ALPNProtocols: ["h2"] };
	expect(await throughTls(port, h2)).toMatchObject({
		back: "hello",
		alpn: "h2",
		version: "TLSv1.2",
	});
	expect(await throughTls(port, { ...h2, minVersion: "TLSv1.3" })).toMatch(/^(ERR_SSL_|EPROTO)/);
});

test("it takes no part in ALPN where it knows no protocol, and refuses those that it does not know", async () => {
	const server = await echo();
	const silent = await relay({ tls_server: { alpn: [] } }, server);
	const h2 = { ALPNProtocols: ["h2"] };
	expect(await throughTls(silent.port, h2)).toMatchObject({ back: "hello", alpn: false });
	const old = await relay({ tls_server: { alpn: ["http/1.1"] } }, server);
	expect(await throughTls(old.port, h2)).toMatch(/^(ERR_SSL_|EPROTO)/);
});

test("it shows the certificate of the kind that it was told", async () => {
	const { port } = await relay({ tls_server: { certificate: "expired" } }, await echo());
	expect(await throughTls(port)).toBe("CERT_HAS_EXPIRED");
});

test("a TLS end for plaintext drivers speaks with servers as it was told", async () => {
	const listener = await echoWithTls({
		ALPNProtocols: ["h2"],
		SNICallback: (name, done) => done(name === "go.interop.test" ? null : new Error(name)),
	});
	const { port } = await relay({ tls_client: { version: "1.3" } }, listener);
	expect(await through(port)).toBe("hello");
	const old = await relay({ tls_client: { version: "1.1" } }, listener);
	expect(await through(old.port)).not.toBe("hello");
});

test("it shows the client's certificate over mutual TLS, and verifies the server's", async () => {
	const asks = await echoWithTls({ requestCert: true, rejectUnauthorized: true });
	const mutual = await relay({ tls_client: {} }, asks, "mtls");
	expect(await through(mutual.port)).toBe("hello");
	const bare = await relay({ tls_client: {} }, asks);
	expect(await through(bare.port)).not.toBe("hello");
	const { cert, key } = await certificates.server("python");
	const wrong = await echoWithTls({ cert: readFileSync(cert), key: readFileSync(key) });
	const strict = await relay({ tls_client: {} }, wrong);
	expect(await through(strict.port)).not.toBe("hello");
});

test("where the server is gone, drivers' connections are dropped", async () => {
	const { port } = await relay({ tls_server: {} }, "127.0.0.1:1");
	expect(await throughTls(port)).not.toMatchObject({ back: "hello" });
});

test("disposed of, it has dropped its connections and freed its port", async () => {
	const opened = await relay({ tls_server: {} }, await echo());
	const driver = tlsConnect({ port: opened.port, ca, servername: "go.interop.test" });
	await once(driver, "secureConnect");
	driver.on("error", () => {});
	await opened[Symbol.asyncDispose]();
	await once(driver, "close");
	expect(await throughTls(opened.port)).toBe("ECONNREFUSED");
});
