/** Workers that answer no more, and what is kept of those that are gone. */
import { writeFileSync } from "node:fs";
import { credentials } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { getFeature } from "./calls.ts";
import { RouteGuide } from "./running.ts";
import { type Spawned, spawned } from "./spawned.ts";
import { writeDatabase } from "./temporary-files.ts";
import { gone, replaced, workersOf } from "./worker-pids.ts";

const here = { latitude: 1, longitude: 2 };
const named = (name: string) => [{ location: here, name }];
const ANSWERED = /^grpc_server_handled_total\{.*"GetFeature".*"OK"/;

/** Asks on each of four connections. @returns the names of what is there. */
async function askFour({ ready }: Spawned): Promise<readonly string[]> {
	const names: string[] = [];
	for (const _ of [1, 2, 3, 4]) {
		const own = { "grpc.use_local_subchannel_pool": 1 };
		const client = new RouteGuide(String(ready.listening), credentials.createInsecure(), own);
		names.push((await getFeature(client, here)).name ?? "");
		client.close();
	}
	return names;
}

/** Where its metrics are: what it says first. */
async function metricsOf(server: Spawned): Promise<string> {
	return /http:.+/.exec(await server.complaint())?.[0] ?? "";
}

/** All that only rises, by name and labels. */
async function rising(url: string): Promise<ReadonlyMap<string, number>> {
	const text = await (await fetch(url)).text();
	const types = new Map<string, string>();
	for (const [, name = "", type = ""] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm))
		types.set(name, type);
	const found = new Map<string, number>();
	for (const [, series = "", name = "", value] of text.matchAll(/^((\w+)(?:\{.*\})?) (\S+)$/gm)) {
		const type = types.get(name) ?? types.get(name.replace(/_(bucket|sum|count)$/, ""));
		if (type === "counter" || type === "histogram") found.set(series, Number(value));
	}
	return found;
}

function answered(values: ReadonlyMap<string, number>): number | undefined {
	return [...values].find(([series]) => ANSWERED.test(series))?.[1];
}

test("no counter falls as a worker dies", async () => {
	await using server = await spawned("--workers", "2", "--metrics_port", "0");
	const url = await metricsOf(server);
	await askFour(server);
	let before = await rising(url);
	expect(answered(before)).toBe(4);
	let [pid = 0] = workersOf(server);
	for (const expected of [8, 12]) {
		pid = await replaced(server, pid);
		expect(await server.complaint()).toContain("has died: SIGKILL; another takes its place");
		const now = await rising(url);
		const fallen = [...before].filter(([series, value]) => !((now.get(series) ?? 0) >= value));
		expect(fallen).toEqual([]);
		expect(answered(now)).toBe(expected - 4);
		await askFour(server);
		before = await rising(url);
		expect(answered(before)).toBe(expected);
	}
});

/** Whether a call on each of four new connections is answered, all of them open at once. */
async function fourAnswer({ ready }: Spawned): Promise<boolean> {
	const own = { "grpc.use_local_subchannel_pool": 1 };
	const clients = [1, 2, 3, 4].map(
		() => new RouteGuide(String(ready.listening), credentials.createInsecure(), own),
	);
	const answers = await Promise.allSettled(
		clients.map(
			(client) =>
				new Promise<void>((resolve, reject) => {
					const deadline = Date.now() + 1000;
					client.getFeature(here, { deadline }, (error) => (error ? reject(error) : resolve()));
				}),
		),
	);
	for (const client of clients) client.close();
	return answers.every(({ status }) => status === "fulfilled");
}

test("new connections pass by one that has stopped, and come to it again once it goes on", async () => {
	await using server = await spawned("--workers", "2");
	const [first = 0, second = 0] = workersOf(server);
	process.kill(first, "SIGSTOP");
	await expect.poll(() => fourAnswer(server)).toBe(true);
	process.kill(second, "SIGSTOP");
	process.kill(first, "SIGCONT");
	await expect.poll(() => fourAnswer(server)).toBe(true);
	process.kill(second, "SIGCONT");
	server.signal("SIGTERM");
	expect((await server.ended).exitCode).toBe(0);
});

test("one that has stopped is waited for with a limit: by a scrape, by SIGHUP, and by the end where calls have a time to end in", async () => {
	using file = writeDatabase(named("old"));
	const flags = ["--metrics_port", "0", "--drain_timeout_ms", "300"];
	await using server = await spawned("--workers", "2", "--json_db_file", file.path, ...flags);
	const url = await metricsOf(server);
	expect(await askFour(server)).toEqual(["old", "old", "old", "old"]);
	expect(answered(await rising(url))).toBe(4);
	const [stopped = 0, other = 0] = workersOf(server);
	process.kill(stopped, "SIGSTOP");
	writeFileSync(file.path, JSON.stringify(named("new")));
	server.signal("SIGHUP");
	expect(answered(await rising(url))).toBe(4);
	expect(await server.complaint()).toBe(
		`ts-server: the old database stays in place: a worker (pid ${stopped}) has not answered for 10 seconds; kill it, and another takes its place; then send SIGHUP again`,
	);
	process.kill(stopped, "SIGCONT");
	expect(await askFour(server)).toEqual(["old", "old", "old", "old"]);
	server.signal("SIGHUP");
	expect(await server.complaint()).toContain("the database has been read again: 1 features");
	expect(await askFour(server)).toEqual(["new", "new", "new", "new"]);
	expect(answered(await rising(url))).toBe(12);

	process.kill(stopped, "SIGSTOP");
	server.signal("SIGTERM");
	const { exitCode, stderr } = await server.ended;
	expect(stderr.split("\n").at(-1)).toBe(
		`ts-server: a worker (pid ${stopped}) has been killed: it did not end within 10 seconds after --drain_timeout_ms 300`,
	);
	expect(exitCode).toBe(1);
	await gone([stopped, other]);
});

test("one that dies as the server ends is told as lost then", async () => {
	await using server = await spawned("--workers", "2");
	const [stopped = 0] = workersOf(server);
	process.kill(stopped, "SIGSTOP");
	server.signal("SIGTERM");
	// The other has gone: they have been told.
	await expect.poll(() => workersOf(server)).toEqual([stopped]);
	process.kill(stopped, "SIGKILL");
	expect(await server.ended).toMatchObject({
		exitCode: 1,
		stderr: `ts-server: a worker (pid ${stopped}) has died while the server was ending: SIGKILL`,
	});
});
