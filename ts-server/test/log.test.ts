/** The log of a server in a process of its own. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, createReadStream, openSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { credentials, status } from "@grpc/grpc-js";
import { execa } from "execa";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Lines } from "../lines.ts";
import { openLog } from "../log.ts";
import { callPath, getFeature, leaveEarly } from "./calls.ts";
import { callRaw } from "./raw-call.ts";
import { RouteGuide } from "./running.ts";
import { MAIN, runToEnd, type Spawned, spawned, spawnedWith } from "./spawned.ts";
import { writeDatabase, writeTemporary } from "./temporary-files.ts";

async function line(server: Spawned): Promise<Record<string, unknown>> {
	return JSON.parse(await server.complaint());
}

/** A line about a call. */
const about = (level: string, method: string, ended: string) => ({
	level,
	time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
	pid: expect.any(Number),
	method,
	status: ended,
	ms: expect.any(Number),
	peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
	msg: "call",
});
const ours = (method: string) => `/routeguide.RouteGuide/${method}`;
const HEALTH = "/grpc.health.v1.Health/Check";

test("a call is one line, with the status that it ended with, however it did", async () => {
	await using server = await spawned("--log", "info", "--health");
	const { client } = server;
	const address = String(server.ready.listening);
	await getFeature(client, {});
	expect(await line(server)).toEqual(about("info", ours("GetFeature"), "OK"));
	// A health check is not worth a line.
	await callPath(client, HEALTH);
	await leaveEarly(address);
	expect(await line(server)).toEqual(about("info", ours("RouteChat"), "CANCELLED"));
	const late = { method: "RouteChat", headers: { "grpc-timeout": "80m" }, staysOpen: true };
	expect((await callRaw({ address }, late)).code).toBe(status.DEADLINE_EXCEEDED);
	expect(await line(server)).toEqual(about("warn", ours("RouteChat"), "DEADLINE_EXCEEDED"));
	for (const path of [ours("Nope"), "/nope.Svc/Method"]) {
		await expect(callPath(client, path)).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
		expect(await line(server)).toEqual(about("error", path, "UNIMPLEMENTED"));
	}
	await expect(callPath(client, `/${"x".repeat(5000)}`)).rejects.toThrow();
	expect(await line(server)).toEqual(about("error", `/${"x".repeat(255)}…`, "UNIMPLEMENTED"));
	server.signal("SIGTERM");
	expect((await server.ended).exitCode).toBe(0);
});

test("of the lines those that are grave enough are written", async () => {
	await using server = await spawned("--log", "error");
	await getFeature(server.client, {});
	await expect(callPath(server.client, ours("Nope"))).rejects.toThrow();
	expect(await line(server)).toEqual(about("error", ours("Nope"), "UNIMPLEMENTED"));
});

test("health checks are lines for who wants all, and so is what grpc-js has to say", async () => {
	const variables = { ROUTE_GUIDE_LOG: "debug", GRPC_TRACE: "server_call" };
	await using server = await spawnedWith(variables, "--port", "0", "--health");
	await callPath(server.client, HEALTH);
	const lines: Record<string, unknown>[] = [];
	while (lines.at(-1)?.method === undefined) lines.push(await line(server));
	expect(lines.pop()).toEqual(about("debug", HEALTH, "OK"));
	expect(lines).toContainEqual({
		...{ level: "debug", time: expect.any(String), pid: expect.any(Number) },
		msg: expect.stringContaining(`Request to ${HEALTH} start called`),
	});
});

test("what the server has to say is in the log as well, and its witness beside it", async () => {
	using file = writeDatabase([]);
	await using server = await spawned(
		...["--log", "info", "--witness", "--json_db_file", file.path],
	);
	server.signal("SIGHUP");
	expect(await line(server)).toMatchObject({
		level: "info",
		msg: "the database has been read again: 0 features",
	});
	writeFileSync(file.path, "[{}]");
	server.signal("SIGHUP");
	expect(await line(server)).toMatchObject({
		level: "warn",
		msg: expect.stringMatching(/^the old database stays in place: --json_db_file /),
	});
	await getFeature(server.client, {});
	const both = [await line(server), await line(server)];
	expect(both).toContainEqual(about("info", ours("GetFeature"), "OK"));
	expect(both).toContainEqual({ witness: expect.objectContaining({ ended: "OK" }) });
});

/** More lines than a pipe holds, and what Node reads ahead. */
const MANY = 2000;

/** A server that has written that many lines of calls, and has just been told to end; nobody reads them yet. */
async function withUnreadLog(): Promise<ChildProcessByStdio<null, Readable, Readable>> {
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--log", "info"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	const [ready] = await once(child.stdout, "data");
	const { listening } = JSON.parse(String(ready)) as { readonly listening: string };
	const client = new RouteGuide(listening, credentials.createInsecure());
	for (let done = 0; done < MANY; done += 100) {
		await Promise.all(Array.from({ length: 100 }, () => getFeature(client, {})));
	}
	client.close();
	child.kill("SIGTERM");
	return child;
}

test("no line is lost where it ends before all are read", async () => {
	const child = await withUnreadLog();
	const exit = once(child, "exit");
	let lines = 0;
	for await (const text of createInterface(child.stderr)) {
		expect(JSON.parse(text)).toMatchObject({ method: ours("GetFeature"), status: "OK" });
		lines += 1;
	}
	expect(lines).toBe(MANY);
	expect(await exit).toEqual([0, null]);
});

test("no line is lost where a fault that nobody catches ends the process", async () => {
	const program = `
		const { openLog } = await import(${JSON.stringify(new URL("../log.ts", import.meta.url))});
		const log = openLog("info");
		for (let said = 0; said < ${MANY}; said++) log.say("a line that takes some bytes", "info");
		throw new Error("a fault");`;
	const args = ["--input-type=module", "--eval", program];
	const { exitCode, stderr } = await execa(process.execPath, args, { reject: false });
	expect(stderr.match(/^\{.*"msg":"a line that takes some bytes"\}$/gm)?.length).toBe(MANY);
	expect(stderr).toContain("Error: a fault");
	expect(exitCode).toBe(1);
});

test("where nobody reads the log, it serves on, and ends", async () => {
	const child = await withUnreadLog();
	expect(await once(child, "exit")).toEqual([0, null]);
	child.stderr.destroy();
});

/** A pipe that has a reader, who does not read yet. */
async function newPipe(beside: string): Promise<string> {
	const pipe = `${beside}.pipe`;
	await execa("mkfifo", [pipe]);
	return pipe;
}

/** Opens a log that writes to it. */
function logTo(pipe: string, unread: number): Lines {
	const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
	return openLog("info", { fd, unread });
}

test("lines of several who write to one pipe do not mix", async () => {
	using file = writeTemporary("any", "");
	const pipe = await newPipe(file.path);
	const logs = [1, 2, 3].map(() => logTo(pipe, 1_000_000));
	for (let said = 0; said < MANY; said++) {
		for (const log of logs) log.say("a line that takes some bytes", "info");
	}
	let left = logs.length * MANY;
	// Page by page, so that there is seldom room for more than one.
	const pages = createReadStream(pipe, { highWaterMark: 4096 });
	for await (const text of createInterface(pages)) {
		expect(JSON.parse(text)).toMatchObject({ msg: "a line that takes some bytes" });
		left -= 1;
		if (left === 0) break;
	}
	for (const log of logs) await log.close();
});

test("lines that nobody reads are dropped where they are too many, and counted", async () => {
	using file = writeTemporary("any", "");
	const pipe = await newPipe(file.path);
	const log = logTo(pipe, 100_000);
	for (let said = 0; said < MANY * 2; said++) log.say("a line that takes some bytes", "info");
	let written = 0;
	let dropped = 0;
	for await (const text of createInterface(createReadStream(pipe))) {
		const line = JSON.parse(text) as { readonly dropped?: number };
		if (line.dropped === undefined) written += 1;
		dropped += line.dropped ?? 0;
		if (line.dropped !== undefined && written + dropped === MANY * 2) break;
	}
	expect(dropped).toBeGreaterThan(0);
	expect(written + dropped).toBe(MANY * 2);
	await log.close();
});

test.each([
	["one process", []],
	["workers", ["--workers", "2"]],
])("where the disk under it is full, it serves on, and ends: %s", async (_title, args) => {
	const full = openSync("/dev/full", "w");
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--log", "info", ...args], {
		stdio: ["ignore", "pipe", full],
	});
	closeSync(full);
	onTestFinished(() => void child.kill("SIGKILL"));
	const [ready] = await once(child.stdout as Readable, "data");
	const { listening } = JSON.parse(String(ready)) as { readonly listening: string };
	for (const _ of [1, 2, 3]) {
		const own = { "grpc.use_local_subchannel_pool": 1 };
		const client = new RouteGuide(listening, credentials.createInsecure(), own);
		for (const _ of [1, 2, 3]) expect((await getFeature(client, {})).name).toBe("");
		client.close();
	}
	child.kill("SIGTERM");
	// Workers have its stdout open as well: it ends with the last of them.
	expect(await once(child, "close")).toEqual([0, null]);
});

/** A log that writes to a pipe, and the pipe, whose only reader has gone. */
async function withoutReader(
	beside: string,
): Promise<{ readonly log: Lines; readonly pipe: string }> {
	const pipe = await newPipe(beside);
	const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
	const fd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
	closeSync(reader);
	return { log: openLog("info", { fd, unread: 100_000 }), pipe };
}

test("lines that cannot be written are kept, or counted, for when they can", async () => {
	using file = writeTemporary("any", "");
	const { log, pipe } = await withoutReader(file.path);
	for (let said = 0; said < MANY * 2; said++) {
		log.say("a line that takes some bytes", "info");
		// So that attempts fail.
		if (said % 100 === 0) await new Promise(setImmediate);
	}
	const reader = createReadStream(pipe);
	await once(reader, "open");
	log.say("there is a reader", "info");
	let written = 0;
	let dropped = 0;
	for await (const text of createInterface(reader)) {
		const line = JSON.parse(text) as { readonly dropped?: number };
		if (line.dropped === undefined) written += 1;
		dropped += line.dropped ?? 0;
		if (line.dropped !== undefined) break;
	}
	expect(dropped).toBeGreaterThan(0);
	expect(written + dropped).toBe(MANY * 2 + 1);
	await log.close();
});

test("it does not wait at its end for a reader that has gone", async () => {
	using file = writeTemporary("any", "");
	const { log } = await withoutReader(file.path);
	// The time that it would leave a reader does not pass.
	vi.useFakeTimers({ toFake: ["setTimeout"] });
	try {
		log.say("a line", "info");
		await log.close();
	} finally {
		vi.useRealTimers();
	}
});

test("it is one plain line where a server with a log cannot start", async () => {
	expect(await runToEnd("--log", "debug", "--port", "0", "--host", "192.0.2.1")).toEqual({
		exitCode: 2,
		stdout: "",
		stderr:
			"ts-server: cannot listen on 192.0.2.1:0: this machine has no such address; choose another --host, e.g. 127.0.0.1",
	});
	expect(await runToEnd("--log", "loud")).toMatchObject({
		exitCode: 2,
		stderr: 'ts-server: --log: got "loud"; expected error or warn or info or debug',
	});
});
