import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { PeerRuntime, Program, Station } from "../runtime.ts";
import { BERTHS } from "./berths.ts";
import { dockerRuntime } from "./runtime.ts";
import { DIAL, FAR, outcome, RUNNING, TestRuntime } from "./test-runtime.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let world: TestRuntime;
beforeAll(async () => {
	world = await TestRuntime.start();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** Says hello to whoever connects to the port of its argument. */
const LISTEN =
	"import socket, sys\ns = socket.create_server(('0.0.0.0', int(sys.argv[1])))\nprint('up')\nwhile True:\n c, _ = s.accept()\n c.sendall(b'hello')\n c.close()";

async function listen(station: Station): Promise<Program> {
	const program = await station.start(["-u", "-c", LISTEN, String(station.location.port)]);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	expect(program.stdout.read()?.toString()).toMatch(/^up/);
	return program;
}

test("servers share a container, each on a port that host and sibling reach; one ends without the other", async () => {
	const first = await world.server();
	const other = await world.server();
	expect(other.location.alias).toBe(first.location.alias);
	expect(other.location.port).not.toBe(first.location.port);
	const programs = await Promise.all([listen(first), listen(other)]);
	for (const { location } of [first, other]) {
		const dial = await world.python3(DIAL, String(location.alias), String(location.port));
		expect(await outcome(dial)).toMatchObject({ stdout: "b'hello'\n", stderr: "" });
		const { fromHost } = location;
		expect(await text(connect(fromHost?.port ?? 0, fromHost?.host))).toBe("hello");
	}
	await first[Symbol.asyncDispose]();
	expect((await outcome(programs[0])).exit).toEqual({ code: null, signal: "SIGKILL" });
	const { fromHost } = other.location;
	expect(await text(connect(fromHost?.port ?? 0, fromHost?.host))).toBe("hello");
	await using third = await world.server();
	expect(third.location.port).not.toBe(first.location.port);
	await other[Symbol.asyncDispose]();
	expect((await outcome(programs[1])).exit).toEqual({ code: null, signal: "SIGKILL" });
});

test("once its servers are gone a container is used again, without what got away from one of them", async () => {
	const first = await world.server();
	const away = [
		"import os, sys, time",
		"if os.fork() == 0:",
		" os.setsid()",
		" os.execvp('sleep', ['sleep-away', '1000'])",
		"time.sleep(0.2)",
		"print('up')",
		"time.sleep(1000)",
	].join("\n");
	const program = await first.start(["-u", "-c", away]);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	expect((await outcome(await first.start(["-c", RUNNING, "sleep-away"]))).stdout).toBe("True\n");
	await first[Symbol.asyncDispose]();
	await using again = await world.server();
	expect(again.location).toEqual(first.location);
	expect((await outcome(await again.start(["-c", RUNNING, "sleep-away"]))).stdout).toBe("False\n");
	await listen(again);
});

test("where this machine is not on the engine's network, servers are reached at published ports", async () => {
	await using far = await dockerRuntime({
		run: `${world.run}-far`,
		engine: world.engine,
		host: {} as PeerRuntime,
		machine: FAR,
		tell() {},
	});
	await far.prepare(world.python.peer, () => {});
	for (const station of [
		await far.serverStation(world.python.peer, world.entry),
		await far.serverStation(world.python.peer, world.entry),
	]) {
		await listen(station);
		const { fromHost } = station.location;
		expect(fromHost?.host).toBe(world.engine.host);
		expect(await text(connect(fromHost?.port ?? 0, fromHost?.host))).toBe("hello");
	}
});

test("more servers than a container has ports for go to another one", async () => {
	const stations = await Promise.all(Array.from({ length: BERTHS + 1 }, () => world.server()));
	const byAlias = Map.groupBy(stations, ({ location }) => location.alias);
	expect([...byAlias.values()].map(({ length }) => length)).toEqual([BERTHS, 1]);
	const addresses = stations.map(({ location: { alias, port } }) => `${alias}:${port}`);
	expect(new Set(addresses).size).toBe(BERTHS + 1);
	await Promise.all(stations.map((station) => station[Symbol.asyncDispose]()));
});

test("a container that is killed from outside ends its program, and is not used again", async () => {
	const station = await world.server();
	const program = await station.start(["-u", "-c", "import time; print('up'); time.sleep(1000)"]);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	const name = program.command[2] ?? "";
	await world.engine.docker.getContainer(name).kill();
	expect((await outcome(program)).exit).toEqual({ code: null, signal: "SIGKILL" });
	await program.signal("SIGTERM");
	await expect(station.start(["-c", ""])).rejects.toThrow(/cannot start a program in container/);
	// Neither for the next one, nor once it is given back.
	await using beside = await world.server();
	expect(beside.location.alias).not.toBe(station.location.alias);
	await station[Symbol.asyncDispose]();
	await using next = await world.server();
	expect(next.location.alias).toBe(beside.location.alias);
	expect(
		await world.engine.docker.listContainers({ all: true, filters: { name: [name] } }),
	).toEqual([]);
});
