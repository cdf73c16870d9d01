/** TypeScript's own peers where the engine cannot reach this machine, and where it can. */
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Peer, ServerEntry } from "../../model/peer.ts";
import { ReadyLine } from "../../model/server-lines.ts";
import { addressOf } from "../address.ts";
import { builtInFolders, loadPeer } from "../load.ts";
import { processRuntime } from "../process/runtime.ts";
import type { PeerRuntime } from "../runtime.ts";
import { type Engine, requireEngine } from "./engine.ts";
import { dockerRuntime } from "./runtime.ts";
import { ownBytes } from "./test-layers.ts";
import { FAR, NEAR } from "./test-runtime.ts";

// An image may have to be built first, and its base before it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

const run = `test-ts-${process.pid}-${Date.now()}`;
const [ts, client] = builtInFolders().map((folder) => loadPeer(folder, true)) as [Peer, Peer];
const host = processRuntime();
let engine: Engine;
let far: PeerRuntime;
let images: (string | null)[];

beforeAll(async () => {
	engine = await requireEngine();
	far = await dockerRuntime({ run, engine, host, machine: FAR, tell() {} });
	images = [];
	for (const peer of [ts, client]) images.push((await far.prepare(peer, () => {})).image);
});

afterAll(async () => {
	await far?.[Symbol.asyncDispose]();
	await host[Symbol.asyncDispose]();
});

test.for(ts.servers)("the image's server $name is called by the image's client", async (server) => {
	await using station = await far.serverStation(ts, server);
	expect(station.location).toMatchObject({ where: "container" });
	const { port } = station.location;
	const program = await station.start(commandOf(server, port));
	let ready = "";
	for await (const line of createInterface(program.stdout)) {
		ready = line;
		break;
	}
	expect(ReadyLine.parse(JSON.parse(ready))).toMatchObject({ name: server.name });
	await using caller = await far.clientStation(client);
	const address = addressOf(station.location, port, caller.location);
	const demo = await caller.start([...(client.client?.command ?? []), "--addr", address]);
	const [said, complaints, exit] = await Promise.all([
		text(demo.stdout),
		text(demo.stderr),
		demo.exit,
	]);
	expect({ complaints, exit }).toMatchObject({ complaints: "", exit: { code: 0 } });
	expect(said).toContain("Berkshire Valley Management Area Trail");
	await program.signal("SIGTERM");
	expect(await program.exit).toMatchObject({ code: 0 });
});

function commandOf({ command }: ServerEntry, port: number): string[] {
	const database = ["--json_db_file", "../proto/route_guide_db.json"];
	return [...command, "--host", "0.0.0.0", "--port", String(port), ...database];
}

test("an image holds Node and little else, and is run by nobody in particular", async () => {
	for (const id of images) {
		const image = engine.docker.getImage(id ?? "");
		expect((await image.inspect()).Config.User).toBe("65532:65532");
		const { node, others } = await ownBytes(engine.docker, id ?? "");
		expect(node).toBeGreaterThan(50_000_000);
		expect(others).toBeLessThan(100_000_000);
	}
});

test("with an engine that reaches this machine they run on it, and no image is built", async () => {
	await using near = await dockerRuntime({
		run: `${run}-near`,
		engine,
		host,
		machine: NEAR,
		tell() {},
	});
	for (const peer of [ts, client]) {
		expect(await near.prepare(peer, () => {})).toEqual({ image: null });
	}
	await using station = await near.clientStation(client);
	expect(station.location.where).toBe("host");
});
