import { mkdtemp, readdir, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addressOf } from "../address.ts";
import type { PeerRuntime } from "../runtime.ts";
import { hostBind } from "./gateway.ts";
import { dockerRuntime } from "./runtime.ts";
import { DIAL, NEAR, outcome, TestRuntime } from "./test-runtime.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let world: TestRuntime;
beforeAll(async () => {
	world = await TestRuntime.start();
});
afterAll(() => world?.[Symbol.asyncDispose]());

test("a server on the host, bound as hostBind says, is reached from a client's container", async () => {
	const bind = await hostBind(world.engine);
	const listener = createServer((socket) => socket.end("hello"));
	await new Promise<void>((resolve) => listener.listen(0, bind, resolve));
	const { port } = listener.address() as AddressInfo;
	const location = { where: "host", bind, port, alias: null, fromHost: null } as const;
	const station = await world.runtime.clientStation(world.python.peer);
	const [address = "", number = ""] = addressOf(location, port, station.location).split(":");
	const said = await outcome(await world.python3(DIAL, address, number));
	listener.close();
	expect(said).toMatchObject({ stdout: "b'hello'\n", stderr: "" });
});

test("after the run nothing of it is left, and a dead run's remains go at the next start", async () => {
	const dead = {
		"interop.run": `${world.run}-dead`,
		"interop.pid": "4194305",
		"interop.host": hostname(),
	};
	await world.engine.docker.createNetwork({ Name: `interop-${world.run}-dead`, Labels: dead });
	await world.engine.docker.createContainer({
		Image: (await world.runtime.prepare(world.python.peer, () => {})).image ?? "",
		Labels: dead,
	});
	const second = await dockerRuntime({
		run: `${world.run}-second`,
		engine: world.engine,
		host: {} as PeerRuntime,
		machine: NEAR,
		tell() {},
	});
	expect(await world.left("interop.run", `${world.run}-dead`)).toEqual([]);
	await second.prepare(world.python.peer, () => {});
	await second.clientStation(world.python.peer);
	expect(await world.left("interop.run", `${world.run}-second`)).toHaveLength(2);
	// Also what is being started when the end comes.
	const late = second
		.serverStation(world.python.peer, { ...world.entry, name: "late" })
		.catch(() => null);
	await second[Symbol.asyncDispose]();
	await late;
	expect(await world.left("interop.run", `${world.run}-second`)).toEqual([]);
	// The first run is another one's: it goes on.
	expect((await outcome(await world.python3("print(1)"))).stdout).toBe("1\n");
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
	const name = `${world.run}-exits`;
	await world.engine.docker.createNetwork({
		Name: `interop-${name}`,
		Labels: { "interop.run": name },
	});
	const program = `
		const { removeBehind } = await import(process.argv[1]);
		process.on("exit", () => removeBehind(process.argv[2]));
		process.exit(0);`;
	const module = resolve(import.meta.dirname, "remove-behind.ts");
	await execa(process.execPath, ["--input-type=module", "-e", program, module, name]);
	await expect.poll(() => world.left("interop.run", name), { timeout: 30_000 }).toEqual([]);
});
