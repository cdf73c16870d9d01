/** Several processes that serve as one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { credentials, status } from "@grpc/grpc-js";
import { execa } from "execa";
import { expect, test } from "vitest";
import { askHealth } from "../ask-health.ts";
import { Conversation, getFeature, note } from "./calls.ts";
import { refusing } from "./refusing.ts";
import { RouteGuide } from "./running.ts";
import { MAIN, runToEnd, type Spawned, spawned } from "./spawned.ts";
import { writeDatabase } from "./temporary-files.ts";
import { gone, workersOf } from "./worker-pids.ts";

const here = { latitude: 1, longitude: 2 };
const named = (name: string) => [{ location: here, name }];

/** Clients on as many connections of their own. */
function clients(server: Spawned, count: number) {
	return Array.from({ length: count }, () => {
		const own = { "grpc.use_local_subchannel_pool": 1 };
		return new RouteGuide(String(server.ready.listening), credentials.createInsecure(), own);
	});
}

/** A chat on each of as many connections, begun one after the other. */
async function conversations(server: Spawned, count: number): Promise<Conversation[]> {
	const begun: Conversation[] = [];
	for (const client of clients(server, count)) {
		const conversation = new Conversation(client);
		await conversation.say(note(1, 1, "a"), 0);
		expect(await conversation.say(note(1, 1, "b"), 1)).toEqual(["a"]);
		begun.push(conversation);
	}
	return begun;
}

async function endWell(conversation: Conversation): Promise<void> {
	expect(await conversation.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
	await conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
}

test("connections are theirs in turn; all end well when the server is told to end, and nothing is left", async () => {
	await using server = await spawned("--workers", "2");
	const workers = workersOf(server);
	expect(workers.length).toBe(2);
	expect(workers).not.toContain(server.ready.pid);
	const four = await conversations(server, 4);
	// As a terminal sends it: to all of them.
	for (const pid of [...workers, Number(server.ready.pid)]) process.kill(pid, "SIGINT");
	await refusing(server);
	for (const conversation of four) await endWell(conversation);
	const { exitCode, stdout, stderr } = await server.ended;
	expect([exitCode, stderr, stdout.trim().split("\n").length]).toEqual([0, "", 1]);
	await gone(workers);
});

test("calls that still run when their time is over are counted over all of them", async () => {
	await using server = await spawned("--workers", "2", "--drain_timeout_ms", "300");
	const workers = workersOf(server);
	const three = await conversations(server, 3);
	server.signal("SIGTERM");
	for (const { status: end } of three) expect((await end).code).toBe(status.UNAVAILABLE);
	expect(await server.ended).toMatchObject({
		exitCode: 1,
		stderr: "ts-server: --drain_timeout_ms 300 is over: 3 running calls were ended",
	});
	await gone(workers);
});

test("a second signal ends all of them at once", async () => {
	await using server = await spawned("--workers", "2");
	const workers = workersOf(server);
	const [conversation] = await conversations(server, 2);
	server.signal("SIGTERM");
	await refusing(server);
	server.signal("SIGINT");
	expect(await server.ended).toMatchObject({ exitCode: 130, stderr: "" });
	expect((await conversation?.status)?.code).not.toBe(status.OK);
	await gone(workers);
});

test("they end with the process that started them, however it ends", async () => {
	await using server = await spawned("--workers", "2");
	const workers = workersOf(server);
	process.kill(Number(server.ready.pid), "SIGKILL");
	await gone(workers);
});

test("SIGHUP has all of them read the database, or none, and tells once", async () => {
	using file = writeDatabase(named("old"));
	await using server = await spawned("--workers", "2", "--json_db_file", file.path);
	const both = clients(server, 2);
	const names = () =>
		Promise.all(both.map(async (client) => (await getFeature(client, here)).name));
	expect(await names()).toEqual(["old", "old"]);
	writeFileSync(file.path, JSON.stringify(named("new")));
	server.signal("SIGHUP");
	expect(await server.complaint()).toBe("ts-server: the database has been read again: 1 features");
	expect(await names()).toEqual(["new", "new"]);
	writeFileSync(file.path, JSON.stringify([{ name: "bad" }]));
	server.signal("SIGHUP");
	expect(await server.complaint()).toMatch(
		/^ts-server: the old database stays in place: --json_db_file ".+", entry 0 .+ it is missing; /,
	);
	expect(await names()).toEqual(["new", "new"]);
	server.signal("SIGTERM");
	const { exitCode, stderr } = await server.ended;
	expect([exitCode, stderr.split("\n").length]).toEqual([0, 2]);
});

test("health checks are answered by each", async () => {
	await using server = await spawned("--workers", "2", "--health");
	const whereabouts = { listening: String(server.ready.listening), tls: null };
	expect([await askHealth(whereabouts), await askHealth(whereabouts)]).toEqual([
		"SERVING",
		"SERVING",
	]);
});

test("metrics are the sum of theirs, and each logs its calls", async () => {
	const flags = ["--metrics_port", "0", "--log", "info"];
	await using server = await spawned("--workers", "2", ...flags);
	const { msg } = JSON.parse(await server.complaint());
	const [, url = ""] = /^metrics are at (.+)$/.exec(msg) ?? [];
	const loggers = new Set<number>();
	for (const client of clients(server, 4)) {
		await getFeature(client, {});
		loggers.add(JSON.parse(await server.complaint()).pid);
	}
	expect([...loggers].toSorted()).toEqual(workersOf(server).toSorted());
	// Two at once are both answered.
	const texts = await Promise.all([0, 1].map(async () => (await fetch(url)).text()));
	for (const text of texts) {
		expect(text).toMatch(/^grpc_server_handled_total\{.*GetFeature.*code="OK".*\} 4$/m);
		expect(text).toMatch(/^route_guide_features 100$/m);
	}
});

test("what keeps them from starting is told once, and nothing is left", async () => {
	using file = writeDatabase([{ name: "bad" }]);
	const bad = await runToEnd("--port", "0", "--workers", "3", "--json_db_file", file.path);
	expect(bad.stderr.split("\n")).toEqual([
		expect.stringMatching(/^ts-server: --json_db_file ".+", entry 0 .+ it is missing; /),
	]);
	expect([bad.exitCode, bad.stdout]).toEqual([2, ""]);
	const other = createServer().listen(0, "127.0.0.1");
	await once(other, "listening");
	const { port } = other.address() as { readonly port: number };
	expect(await runToEnd("--port", String(port), "--workers", "2")).toEqual({
		exitCode: 2,
		stdout: "",
		stderr: `ts-server: cannot listen on 127.0.0.1:${port}: the port is in use; stop what listens there, or choose another --port (0: any)`,
	});
	other.close();
});

test("a database that can be read only once is not for several", async () => {
	using file = writeDatabase([]);
	const pipe = `${file.path}.pipe`;
	await execa("mkfifo", [pipe]);
	expect(await runToEnd("--port", "0", "--workers", "2", "--json_db_file", pipe)).toEqual({
		exitCode: 2,
		stdout: "",
		stderr: `ts-server: cannot read --json_db_file "${pipe}" again: no regular file; expected a regular file where it is to be read more than once`,
	});
});

test("they end where nobody reads the ready line", async () => {
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--workers", "2"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	child.stdout.destroy();
	// They have it open as well: it ends with the last of them.
	const [code] = await once(child, "close");
	expect(code).toBe(2);
});

test.each([
	[
		["--behaviour", "go"],
		"--workers 2 with --behaviour go; go's notes are in the memory of one process: leave out --workers, or ask for --behaviour python",
	],
	[
		["--witness"],
		"--workers 2 with --witness; it is about the calls of one process: leave out --workers, or --witness",
	],
	[
		["--obey"],
		"--workers 2 with --obey; it is about the calls of one process: leave out --workers, or --obey",
	],
])("they are refused with %j", async (args, line) => {
	expect(await runToEnd("--workers", "2", ...args)).toEqual({
		exitCode: 2,
		stdout: "",
		stderr: `ts-server: ${line}`,
	});
});
