import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ServerEntry } from "../../model/peer.ts";
import { addressOf } from "../address.ts";
import type { PeerRuntime, Program, Station } from "../runtime.ts";
import { BERTHS } from "./berths.ts";
import { type Engine, requireEngine } from "./engine.ts";
import { hostBind } from "./gateway.ts";
import { dockerRuntime } from "./runtime.ts";
import { LABEL, PYTHON, removeTestImages, type TestPeer, testPeer } from "./test-peers.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const run = `test-${process.pid}-${Date.now()}`;
const host = {} as PeerRuntime;
let engine: Engine;
let runtime: PeerRuntime;
let python: TestPeer;

beforeAll(async () => {
	engine = await requireEngine();
	runtime = await dockerRuntime({ run, engine, host, remote: false });
	python = await testPeer("test-python", PYTHON);
	await runtime.prepare(python.peer, () => {});
});

afterAll(async () => {
	await runtime[Symbol.asyncDispose]();
	await python[Symbol.asyncDispose]();
	await removeTestImages(engine);
});

function server() {
	return runtime.serverStation(python.peer, entry());
}

function entry(): ServerEntry {
	const [first] = python.peer.servers;
	if (first === undefined) throw new Error("a test peer without a server");
	return first;
}

async function outcome(program: Program) {
	const [stdout, stderr, exit] = await Promise.all([
		text(program.stdout),
		text(program.stderr),
		program.exit,
	]);
	return { stdout, stderr, exit };
}

async function python3(script: string, ...args: string[]): Promise<Program> {
	const station = await runtime.clientStation(python.peer);
	return station.start(["-u", "-c", script, ...args]);
}

test("5,000 lines of 40 kB arrive whole and in order, with noise on stderr, and exit 7 is seen", async () => {
	const program = await python3(
		"import sys\nfor i in range(5000):\n print(i, 'é'*20000)\n print('noise', i, file=sys.stderr)\nsys.exit(7)",
	);
	let noise = "";
	program.stderr.setEncoding("utf8").on("data", (part: string) => {
		noise += part;
	});
	let at = 0;
	const line = "é".repeat(20000);
	for await (const seen of createInterface({ input: program.stdout })) {
		if (seen !== `${at} ${line}`) throw new Error(`line ${at} is corrupt: ${seen.slice(0, 60)}`);
		at += 1;
	}
	expect(at).toBe(5000);
	expect(await program.exit).toEqual({ code: 7, signal: null });
	expect(noise.split("\n").filter((word) => !/^(noise \d+)?$/.test(word))).toEqual([]);
	expect(noise.trim().split("\n")).toHaveLength(5000);
});

test("an unterminated last line is kept, and arguments pass through no shell", async () => {
	const program = await python3("import sys; sys.stdout.write(sys.argv[1])", "a b$HOME'\"`*\n;é");
	expect(await outcome(program)).toEqual({
		stdout: "a b$HOME'\"`*\n;é",
		stderr: "",
		exit: { code: 0, signal: null },
	});
});

test("programs have no proxy variables, no terminal and no input, and are the image's user", async () => {
	const program = await python3(
		"import os, sys; print(os.getuid(), os.getcwd(), sys.stdin.read() == '', [k for k in os.environ if 'proxy' in k.lower()])",
	);
	expect((await outcome(program)).stdout).toBe("65534 /app True []\n");
});

test("SIGTERM reaches the program, which ends as it likes", async () => {
	const program = await python3(
		"import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (print('bye'), sys.exit(5)))\nprint('up')\nwhile True: time.sleep(1)",
	);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	await program.signal("SIGTERM");
	expect(await outcome(program)).toMatchObject({
		stdout: "up\nbye\n",
		exit: { code: 5, signal: null },
	});
	await program.signal("SIGTERM");
});

test("a signal reaches what the program started, and death by signal is told", async () => {
	const program = await python3(
		"import subprocess\nchild = subprocess.Popen(['sleep', '1000'])\nprint('up')\nchild.wait()",
	);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	await program.signal("SIGKILL");
	expect((await outcome(program)).exit).toEqual({ code: null, signal: "SIGKILL" });
	expect((await outcome(await python3(RUNNING, "sleep"))).stdout).toBe("False\n");
});

/** Whether any process there was started from the argument. */
const RUNNING =
	"import glob, sys\nprint(any(open(f, 'rb').read().startswith(sys.argv[1].encode() + b'\\0') for f in glob.glob('/proc/[0-9]*/cmdline')))";

test("a file is readable for a user that does not own it, and is copied once", async () => {
	const file = join(python.peer.folder, "key.pem");
	await writeFile(file, "secret 🔑");
	await chmod(file, 0o600);
	const station = await runtime.clientStation(python.peer);
	const [path, again] = await Promise.all([station.give(file), station.give(file)]);
	expect(again).toBe(path);
	const script = "import sys; print(open(sys.argv[1], encoding='utf8').read(), end='')";
	expect((await outcome(await python3(script, path))).stdout).toBe("secret 🔑");
	await writeFile(file, "another");
	expect(await station.give(file)).not.toBe(path);
});

for (const kilobytes of [1, 200]) {
	test(`${kilobytes} kB of any bytes are copied as they are`, async () => {
		const content = Buffer.from(Array.from({ length: kilobytes * 1024 }, (_, at) => at % 256));
		const file = join(python.peer.folder, `any bytes' ${kilobytes}`);
		await writeFile(file, content);
		const path = await (await runtime.clientStation(python.peer)).give(file);
		const script = "import sys; print(open(sys.argv[1], 'rb').read().hex(), end='')";
		expect((await outcome(await python3(script, path))).stdout).toBe(content.toString("hex"));
	});
}

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
	const first = await server();
	const other = await server();
	expect(other.location.alias).toBe(first.location.alias);
	expect(other.location.port).not.toBe(first.location.port);
	const programs = await Promise.all([listen(first), listen(other)]);
	for (const { location } of [first, other]) {
		const dial = await python3(DIAL, String(location.alias), String(location.port));
		expect(await outcome(dial)).toMatchObject({ stdout: "b'hello'\n", stderr: "" });
		const { fromHost } = location;
		expect(await text(connect(fromHost?.port ?? 0, fromHost?.host))).toBe("hello");
	}
	await first[Symbol.asyncDispose]();
	expect((await outcome(programs[0])).exit).toEqual({ code: null, signal: "SIGKILL" });
	const { fromHost } = other.location;
	expect(await text(connect(fromHost?.port ?? 0, fromHost?.host))).toBe("hello");
	await using third = await server();
	expect(third.location.port).not.toBe(first.location.port);
	await other[Symbol.asyncDispose]();
	expect((await outcome(programs[1])).exit).toEqual({ code: null, signal: "SIGKILL" });
});

test("once its servers are gone a container is used again, without what got away from one of them", async () => {
	const first = await server();
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
	await using again = await server();
	expect(again.location).toEqual(first.location);
	expect((await outcome(await again.start(["-c", RUNNING, "sleep-away"]))).stdout).toBe("False\n");
	await listen(again);
});

test("where this machine is not on the engine's network, servers are reached at published ports", async () => {
	await using far = await dockerRuntime({ run: `${run}-far`, engine, host, remote: true });
	await far.prepare(python.peer, () => {});
	for (const station of [
		await far.serverStation(python.peer, entry()),
		await far.serverStation(python.peer, entry()),
	]) {
		await listen(station);
		const { fromHost } = station.location;
		expect(fromHost?.host).toBe(engine.host);
		expect(await text(connect(fromHost?.port ?? 0, fromHost?.host))).toBe("hello");
	}
});

test("more servers than a container has ports for go to another one", async () => {
	const stations = await Promise.all(Array.from({ length: BERTHS + 1 }, server));
	const byAlias = Map.groupBy(stations, ({ location }) => location.alias);
	expect([...byAlias.values()].map(({ length }) => length)).toEqual([BERTHS, 1]);
	const addresses = stations.map(({ location: { alias, port } }) => `${alias}:${port}`);
	expect(new Set(addresses).size).toBe(BERTHS + 1);
	await Promise.all(stations.map((station) => station[Symbol.asyncDispose]()));
});

test("a server on the host, bound as hostBind says, is reached from a client's container", async () => {
	const bind = await hostBind(engine);
	const listener = createServer((socket) => socket.end("hello"));
	await new Promise<void>((resolve) => listener.listen(0, bind, resolve));
	const { port } = listener.address() as AddressInfo;
	const location = { where: "host", bind, port, alias: null, fromHost: null } as const;
	const station = await runtime.clientStation(python.peer);
	const [address = "", number = ""] = addressOf(location, port, station.location).split(":");
	const said = await outcome(await python3(DIAL, address, number));
	listener.close();
	expect(said).toMatchObject({ stdout: "b'hello'\n", stderr: "" });
});

/** Connects to the two arguments' host and port, and prints what is said there first. */
const DIAL =
	"import socket, sys; print(socket.create_connection((sys.argv[1], int(sys.argv[2])), 5).recv(9))";

test("a container that is killed from outside ends its program, and is not used again", async () => {
	const station = await server();
	const program = await station.start(["-u", "-c", "import time; print('up'); time.sleep(1000)"]);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	const name = program.command[2] ?? "";
	await engine.docker.getContainer(name).kill();
	expect((await outcome(program)).exit).toEqual({ code: null, signal: "SIGKILL" });
	await program.signal("SIGTERM");
	await expect(station.start(["-c", ""])).rejects.toThrow(/cannot start a program in container/);
	// Neither for the next one, nor once it is given back.
	await using beside = await server();
	expect(beside.location.alias).not.toBe(station.location.alias);
	await station[Symbol.asyncDispose]();
	await using next = await server();
	expect(next.location.alias).toBe(beside.location.alias);
	expect(await engine.docker.listContainers({ all: true, filters: { name: [name] } })).toEqual([]);
});

test("a program that the image does not have ends with 127 and says which", async () => {
	await using peer = await testPeer("test-absent", PYTHON.replace("python3", "no-such-program"));
	await runtime.prepare(peer.peer, () => {});
	const program = await (await runtime.clientStation(peer.peer)).start([]);
	const { exit, stderr } = await outcome(program);
	expect(exit.code).toBe(127);
	expect(stderr).toContain("no-such-program");
});

test("an image without a shell is refused with what to do", async () => {
	await using peer = await testPeer(
		"test-no-shell",
		`ARG BASE
FROM \${BASE} AS tools
FROM scratch
LABEL ${LABEL}=yes
COPY --from=tools /etc/hostname /app
ENTRYPOINT ["/app"]
`,
	);
	await runtime.prepare(peer.peer, () => {});
	await expect(runtime.clientStation(peer.peer)).rejects.toMatchObject({
		name: "PeerStartError",
		peer: "test-no-shell",
		message: expect.stringContaining("/bin/sh"),
		hint: expect.stringContaining("base image"),
	});
});

test("after the run nothing of it is left, and a dead run's remains go at the next start", async () => {
	const dead = {
		"interop.run": `${run}-dead`,
		"interop.pid": "4194305",
		"interop.host": hostname(),
	};
	await engine.docker.createNetwork({ Name: `interop-${run}-dead`, Labels: dead });
	await engine.docker.createContainer({
		Image: (await runtime.prepare(python.peer, () => {})).image ?? "",
		Labels: dead,
	});
	const second = await dockerRuntime({ run: `${run}-second`, engine, host, remote: false });
	expect(await left("interop.run", `${run}-dead`)).toEqual([]);
	await second.prepare(python.peer, () => {});
	await second.clientStation(python.peer);
	expect(await left("interop.run", `${run}-second`)).toHaveLength(2);
	// Also what is being started when the end comes.
	const late = second.serverStation(python.peer, { ...entry(), name: "late" }).catch(() => null);
	await second[Symbol.asyncDispose]();
	await late;
	expect(await left("interop.run", `${run}-second`)).toEqual([]);
	// The first run is another one's: it goes on.
	expect((await outcome(await python3("print(1)"))).stdout).toBe("1\n");
});

test("the library that starts containers leaves nothing in the folder for temporary files", async () => {
	const folder = await mkdtemp(join(tmpdir(), "interop-test-"));
	const program = `
		const { requireEngine } = await import(process.argv[1]);
		await requireEngine();
		const { getContainerRuntimeClient, getReaper } = await import("testcontainers");
		await getReaper(await getContainerRuntimeClient());`;
	const module = resolve(import.meta.dirname, "engine.ts");
	await execa(process.execPath, ["--input-type=module", "-e", program, module], {
		env: { TMPDIR: folder },
	});
	expect(await readdir(folder)).toEqual([]);
	await rm(folder, { recursive: true });
});

test("a run whose process exits at once is removed by another one", async () => {
	const name = `${run}-exits`;
	await engine.docker.createNetwork({ Name: `interop-${name}`, Labels: { "interop.run": name } });
	const program = `
		const { removeBehind } = await import(process.argv[1]);
		process.on("exit", () => removeBehind(process.argv[2]));
		process.exit(0);`;
	const module = resolve(import.meta.dirname, "remove-behind.ts");
	await execa(process.execPath, ["--input-type=module", "-e", program, module, name]);
	await expect.poll(() => left("interop.run", name), { timeout: 30_000 }).toEqual([]);
});

async function left(label: string, value: string): Promise<string[]> {
	const filters = { label: [`${label}=${value}`] };
	const containers = await engine.docker.listContainers({ all: true, filters });
	const networks = await engine.docker.listNetworks({ filters });
	return [...containers.map(({ Id }) => Id), ...networks.map(({ Id }) => Id)];
}
