/** Workers that die, and those that take their place. */
import { writeFileSync } from "node:fs";
import { credentials, status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { Conversation, getFeature, note } from "./calls.ts";
import { newAuthority, type Pair } from "./certificates.ts";
import { RouteGuide } from "./running.ts";
import { spawned } from "./spawned.ts";
import { writeDatabase, writeTemporary } from "./temporary-files.ts";
import { gone, replaced, workersOf } from "./worker-pids.ts";

const here = { latitude: 1, longitude: 2 };
const named = (name: string) => [{ location: here, name }];

test("a worker that dies takes its own calls along, and another takes its place", async () => {
	await using server = await spawned("--workers", "2");
	const [first = 0, second = 0] = workersOf(server);
	const client = () =>
		new RouteGuide(String(server.ready.listening), credentials.createInsecure(), {
			"grpc.use_local_subchannel_pool": 1,
		});
	const four: Conversation[] = [];
	for (const _ of [1, 2, 3, 4]) {
		const conversation = new Conversation(client());
		await conversation.say(note(1, 1, "a"), 0);
		await conversation.say(note(1, 1, "b"), 1);
		four.push(conversation);
	}
	const third = await replaced(server, first);
	expect(await server.complaint()).toBe(
		`ts-server: worker 1 (pid ${first}) has died: SIGKILL; another takes its place`,
	);
	const ends = await Promise.all(
		four.map(async (conversation) => {
			// Those of the other worker go on.
			void conversation.end();
			return (await conversation.status).code;
		}),
	);
	expect(ends.toSorted()).toEqual([status.OK, status.OK, status.UNAVAILABLE, status.UNAVAILABLE]);
	process.kill(second, "SIGKILL");
	expect(await server.complaint()).toContain(`worker 2 (pid ${second}) has died`);
	// Whichever of them it is given to.
	for (const _ of [1, 2]) await expect.poll(() => answers(client())).toBe(true);
	const workers = workersOf(server);
	expect(workers).toContain(third);
	server.signal("SIGTERM");
	expect((await server.ended).exitCode).toBe(0);
	await gone(workers);
});

async function answers(client: InstanceType<typeof RouteGuide>): Promise<boolean> {
	try {
		await getFeature(client, {});
		return true;
	} catch {
		return false;
	} finally {
		client.close();
	}
}

test("a place whose workers die again and again stays empty until SIGHUP; without any worker the server ends", async () => {
	await using server = await spawned("--workers", "2");
	const [first = 0, other = 0] = workersOf(server);
	let pid = first;
	for (let death = 1; death < 5; death += 1) {
		const next = await replaced(server, pid);
		expect(await server.complaint()).toBe(
			`ts-server: worker 1 (pid ${pid}) has died: SIGKILL; another takes its place`,
		);
		pid = next;
	}
	process.kill(pid, "SIGKILL");
	const left = `has died: SIGKILL, soon after its start, for the 5th time in a row; its place stays empty until SIGHUP`;
	expect(await server.complaint()).toBe(`ts-server: worker 1 (pid ${pid}) ${left}`);
	expect(workersOf(server)).toEqual([other]);
	expect((await getFeature(server.client, {})).name).toBe("");

	server.signal("SIGHUP");
	expect(await server.complaint()).toContain("the database has been read again");
	expect(workersOf(server).length).toBe(2);

	for (let death = 0; death < 9; death += 1) {
		const [next = 0] = workersOf(server);
		process.kill(next, "SIGKILL");
		expect(await server.complaint()).toContain(`(pid ${next}) has died: SIGKILL`);
	}
	const [last = 0] = workersOf(server);
	process.kill(last, "SIGKILL");
	const { exitCode, stderr } = await server.ended;
	expect(stderr.split("\n").at(-1)).toBe("ts-server: no worker is left");
	expect(exitCode).toBe(1);
});

test("one that cannot start is told why, and tried again on SIGHUP", async () => {
	using file = writeDatabase(named("old"));
	await using server = await spawned("--workers", "2", "--json_db_file", file.path);
	const [first = 0, other] = workersOf(server);
	writeFileSync(file.path, "[");
	process.kill(first, "SIGKILL");
	expect(await server.complaint()).toContain(`worker 1 (pid ${first}) has died`);
	expect(await server.complaint()).toMatch(
		/^ts-server: worker 1 cannot start: --json_db_file ".+; its place stays empty until SIGHUP$/,
	);
	await expect.poll(() => workersOf(server)).toEqual([other]);
	expect((await getFeature(server.client, here)).name).toBe("old");
	writeFileSync(file.path, JSON.stringify(named("new")));
	server.signal("SIGHUP");
	expect(await server.complaint()).toContain("the database has been read again: 1 features");
	expect(workersOf(server).length).toBe(2);
});

test("all show the renewed certificate, also one that comes while the files are not in order", async () => {
	const authority = await newAuthority("ours");
	const [old, renewed] = await Promise.all([authority.issue("old"), authority.issue("new")]);
	using certificate = writeTemporary("cert.pem", "");
	using key = writeTemporary("key.pem", "");
	const write = (pair: Pair) => {
		writeFileSync(certificate.path, pair.certificate);
		writeFileSync(key.path, pair.key);
	};
	write(old);
	const files = ["--tls", "--cert_file", certificate.path, "--key_file", key.path];
	await using server = await spawned("--workers", "2", ...files);
	const call = (name: string) => {
		const creds = credentials.createSsl(Buffer.from(authority.certificate));
		const own = { "grpc.use_local_subchannel_pool": 1, "grpc.ssl_target_name_override": name };
		return answers(new RouteGuide(String(server.ready.listening), creds, own));
	};
	expect([await call("old"), await call("old")]).toEqual([true, true]);
	write(renewed);
	expect(await server.complaint()).toContain("the TLS files have been read again: certificate ");
	expect([await call("new"), await call("new")]).toEqual([true, true]);
	expect([await call("old"), await call("old")]).toEqual([false, false]);
	writeFileSync(key.path, old.key);
	expect(await server.complaint()).toContain("the old certificate stays in place: ");
	await replaced(server, workersOf(server)[0] ?? 0);
	expect(await server.complaint()).toContain("has died: SIGKILL; another takes its place");
	for (const _ of [1, 2, 3, 4]) await expect.poll(() => call("new")).toBe(true);
});
