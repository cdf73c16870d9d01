/** The image of the TypeScript server by itself: built, started, asked for its health, drained. */
import { once } from "node:events";
import { Client, credentials } from "@grpc/grpc-js";
import type { Container } from "dockerode";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Engine, requireEngine } from "../interop/peers/docker/engine.ts";
import { ownBytes } from "../interop/peers/docker/test-layers.ts";
import { buildServerImage } from "./server-image.ts";

// The image may have to be built first, and its base before it.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

/** Stays in the engine, as the peers' images do. */
const NAME = "interop-server-by-itself:latest";
const PORT = "50077/tcp";
/** Health checks in a hurry; nanoseconds. */
const SECOND = 1_000_000_000;

let engine: Engine;
let image: string;
const started: Container[] = [];

beforeAll(async () => {
	engine = await requireEngine();
	const { docker } = engine;
	const { signal } = new AbortController();
	image = await buildServerImage(NAME, { docker, log: () => {}, signal });
});

afterEach(async () => {
	for (const container of started.splice(0)) await container.remove({ force: true, v: true });
});

/** The server on a port of this machine, by its variables. */
async function serve(): Promise<Container> {
	const container = await engine.docker.createContainer({
		Image: image,
		Env: ["ROUTE_GUIDE_PORT=50077"],
		ExposedPorts: { [PORT]: {} },
		HostConfig: { PortBindings: { [PORT]: [{ HostIp: "127.0.0.1", HostPort: "0" }] } },
		Healthcheck: { Interval: SECOND, Retries: 1 },
	});
	started.push(container);
	await container.start();
	return container;
}

/** What the engine thinks of it, with what the last check said. */
async function healthOf(container: Container): Promise<string> {
	const { Health } = (await container.inspect()).State;
	return `${Health?.Status}: ${Health?.Log.at(-1)?.Output.trim()}`;
}

/** A note without a place, its message "a": a second one is answered by the first. */
const NOTE = Buffer.from([0x12, 1, 0x61]);
const PATIENCE = { timeout: 60_000, interval: 250 };

test("it is healthy on a port of the user's choice, and while it drains it is not", async () => {
	const container = await serve();
	await expect.poll(() => healthOf(container), PATIENCE).toBe("healthy: SERVING");
	const { Ports } = (await container.inspect()).NetworkSettings;
	const address = `127.0.0.1:${Ports[PORT]?.[0]?.HostPort}`;
	const client = new Client(address, credentials.createInsecure());
	const same = (bytes: Buffer) => bytes;
	const chat = client.makeBidiStreamRequest("/routeguide.RouteGuide/RouteChat", same, same);
	for (const note of [NOTE, NOTE]) chat.write(note);
	await once(chat, "data");
	await container.kill({ signal: "SIGTERM" });
	await expect
		.poll(() => healthOf(container), PATIENCE)
		.toMatch(/^unhealthy: no server takes calls/);
	const ended = container.wait();
	chat.end();
	chat.resume();
	expect(await ended).toMatchObject({ StatusCode: 0 });
	client.close();
});

test("it holds Node and little else, and is run by nobody in particular", async () => {
	const { Config } = await engine.docker.getImage(image).inspect();
	expect(Config.User).toBe("65532:65532");
	const { node, others } = await ownBytes(engine.docker, image);
	expect(node).toBeGreaterThan(50_000_000);
	expect(others).toBeLessThan(100_000_000);
});
