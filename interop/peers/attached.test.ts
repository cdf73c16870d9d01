import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { attachedPeer } from "../cli/attach.ts";
import type { Attached } from "../model/peer.ts";
import { startedByHand } from "../test/support/by-hand.ts";
import { folderWith } from "../test/support/folder.ts";
import { addressOf } from "./address.ts";
import { attach } from "./attached.ts";
import { runCertificates } from "./certificates.ts";
import { forward } from "./forward.ts";
import type { Location } from "./runtime.ts";
import { HOST } from "./server.ts";

const CONTAINER = { ...HOST, where: "container" } as const;

async function attached(
	address: string,
	runtime: "docker" | "process",
	host: Location | null = HOST,
) {
	const folder = folderWith();
	const server = await attach({
		id: "mine.plaintext",
		name: "mine",
		attached: attachedPeer(`mine=${address}`).attached as Attached,
		runtime,
		host,
		certificates: runCertificates(folder.path),
		signal: new AbortController().signal,
	});
	return { server, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

test("as a process, clients dial the address that was given", async () => {
	await using running = await startedByHand();
	using mine = await attached(running.address, "process");
	const { location, port } = mine.server;
	expect(addressOf(location, port, HOST)).toBe(running.address);
	await mine.server.stop();
});

test("in containers, what listens on this machine's loopback is led to", async () => {
	await using running = await startedByHand();
	using mine = await attached(running.address, "docker");
	const { location, port } = mine.server;
	expect(port).not.toBe(running.port);
	expect(addressOf(location, port, CONTAINER)).toBe(`host.docker.internal:${port}`);
	// Through it the server answers, until the run is over.
	using through = await attached(addressOf(location, port, HOST), "process");
	await through.server.stop();
	await mine.server.stop();
	await expect(attached(`127.0.0.1:${port}`, "process")).rejects.toThrow(/ECONNREFUSED/);
});

test("an engine elsewhere cannot be led to what listens on this machine's loopback", async () => {
	await using running = await startedByHand();
	await expect(attached(running.address, "docker", null)).rejects.toThrow(/engine is not on this/);
});

test("a connection through a forward ends when either end does", async () => {
	const far = createServer((socket) => socket.end("over"));
	await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
	const { port } = far.address() as { readonly port: number };
	await using led = await forward("127.0.0.1", "127.0.0.1", port);
	const socket = connect(led.port, "127.0.0.1");
	let heard = "";
	for await (const chunk of socket) heard += chunk;
	expect(heard).toBe("over");
	far.close();
});
