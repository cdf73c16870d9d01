/** The health check of a container, against the server as a process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { status } from "@grpc/grpc-js";
import { execa } from "execa";
import { afterAll, expect, test, vi } from "vitest";
import { Conversation, note } from "./calls.ts";
import { newAuthority } from "./certificates.ts";
import { MAIN, runToEnd, spawned } from "./spawned.ts";

const CHECK = fileURLToPath(new URL("../healthcheck.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ts-server-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text?: string): string {
	const path = join(folder, name);
	if (text !== undefined) writeFileSync(path, text);
	return path;
}

async function check(...args: string[]): Promise<[exitCode: number | undefined, said: string]> {
	const { exitCode, all } = await execa(process.execPath, [CHECK, ...args], {
		reject: false,
		all: true,
	});
	return [exitCode, all];
}

function checkAt(path: string) {
	return check("--ready_file", path);
}

test.each(["127.0.0.1", "0.0.0.0"])("a server at %s is serving, on whatever port", async (host) => {
	const ready = file(`at-${host}`);
	await using _ = await spawned("--health", "--host", host, "--ready_file", ready);
	expect(await checkAt(ready)).toEqual([0, "SERVING"]);
});

test.each([
	["TLS", false],
	["TLS with certificates of clients", true],
] as const)("over %s as well", async (title, mutual) => {
	const authority = await newAuthority("ours");
	const { certificate, key } = await authority.issue("far.away.test");
	const ready = file(title);
	await using _ = await spawned(
		"--health",
		...["--tls", "--cert_file", file(`${title}.pem`, certificate)],
		...["--key_file", file(`${title}.key`, key), "--ready_file", ready],
		...(mutual ? ["--client_ca_file", file(`${title}.ca`, authority.certificate)] : []),
	);
	expect(await checkAt(ready)).toEqual([0, "SERVING"]);
});

test("a server that serves no health checks is not known to be healthy", async () => {
	const ready = file("without");
	await using _ = await spawned("--ready_file", ready);
	expect(await checkAt(ready)).toEqual([1, expect.stringContaining("UNIMPLEMENTED")]);
});

test("a server that waits for its last calls is no longer healthy, and then gone", async () => {
	const ready = file("draining");
	await using server = await spawned("--health", "--ready_file", ready);
	const chat = server.client.routeChat();
	chat.on("error", () => {});
	chat.write({ location: { latitude: 1, longitude: 1 }, message: "a" });
	chat.write({ location: { latitude: 1, longitude: 1 }, message: "b" });
	await once(chat, "data");
	expect(await checkAt(ready)).toEqual([0, "SERVING"]);
	server.signal("SIGTERM");
	await expect.poll(() => existsSync(ready), { timeout: 20_000 }).toBe(false);
	expect(await checkAt(ready)).toEqual([1, expect.stringContaining("no server takes calls")]);
	chat.end();
	expect((await server.ended).exitCode).toBe(0);
});

test("a server that was killed, and one that says nothing, are not healthy", async () => {
	const silent = createServer((socket) => void socket.resume().on("error", () => {}));
	await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
	const { port } = silent.address() as AddressInfo;
	const ready = file("silent", JSON.stringify({ listening: `127.0.0.1:${port}`, tls: null }));
	const answers = expect(checkAt(ready)).resolves;
	await answers.toEqual([1, expect.stringMatching(/^(DEADLINE_EXCEEDED|UNAVAILABLE)/)]);
	await new Promise((done) => silent.close(done));
	expect(await checkAt(ready)).toEqual([1, expect.stringContaining("UNAVAILABLE")]);
});

test.each([
	["junk", "junk"],
	["nothing", ""],
	["an empty object", "{}"],
	["no address", '{"listening":"here","tls":null}'],
	["TLS without its files", '{"listening":"127.0.0.1:1","tls":{}}'],
])("a ready file that holds %s is told in one line", async (title, text) => {
	expect(await checkAt(file(title, text))).toEqual([
		1,
		expect.stringMatching(
			/^no server takes calls: --ready_file ".*" is none that a server wrote: got .*; expected .*$/,
		),
	]);
});

test("an empty variable counts for no ready file", async () => {
	vi.stubEnv("ROUTE_GUIDE_READY_FILE", "");
	const answer = await check();
	vi.unstubAllEnvs();
	expect(answer).toEqual([2, expect.stringMatching(/^option '--ready_file <f>' missing; .*$/)]);
});

test("a ready file is gone where nobody reads the ready line", async () => {
	const ready = file("unread");
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--ready_file", ready], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	child.stdout.destroy();
	expect(await once(child, "close")).toEqual([2, null]);
	expect(existsSync(ready)).toBe(false);
});

test("a ready file that cannot be removed is told in one line, and the running calls end well", async () => {
	const ready = file("in-the-way");
	await using server = await spawned("--ready_file", ready);
	const conversation = new Conversation(server.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	rmSync(ready);
	mkdirSync(ready);
	server.signal("SIGTERM");
	expect(await server.complaint()).toMatch(
		/^ts-server: cannot remove --ready_file ".*": got ERR_FS_EISDIR; take it away by hand$/,
	);
	expect(await conversation.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
	await conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
	expect((await server.ended).exitCode).toBe(0);
});

test("at its end a server leaves another's ready file alone", async () => {
	const ready = file("taken-over");
	await using server = await spawned("--ready_file", ready);
	const conversation = new Conversation(server.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	server.signal("SIGTERM");
	await expect.poll(() => existsSync(ready), { timeout: 20_000 }).toBe(false);
	await using _ = await spawned("--health", "--ready_file", ready);
	await conversation.end();
	expect((await server.ended).exitCode).toBe(0);
	expect(await checkAt(ready)).toEqual([0, "SERVING"]);
});

test("a file that cannot be written, and flags that are wrong, are told in one line", async () => {
	const nowhere = join(folder, "nowhere/ready");
	expect(await runToEnd("--port", "0", "--ready_file", nowhere)).toMatchObject({
		exitCode: 2,
		stdout: "",
		stderr: expect.stringMatching(/^ts-server: cannot write --ready_file .*ENOENT.*$/),
	});
	expect(await check()).toEqual([2, expect.stringContaining("--ready_file")]);
	expect(await check("--ready_file", file("any"), "--nothing")).toEqual([
		2,
		expect.stringMatching(/--nothing.*--help/),
	]);
});
