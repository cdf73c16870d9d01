import { createServer } from "node:net";
import { expect, test } from "vitest";
import type { BatchPlan } from "../model/plan.ts";
import type { RunningServer } from "../peers/server.ts";
import { checkReach } from "./relays.ts";

const BATCH = { client: "go" } as BatchPlan;
const { signal } = new AbortController();
/** Of a container whose port is reached there. */
const at = (port: number) =>
	({ location: { fromHost: { host: "127.0.0.1", port } } }) as unknown as RunningServer;

/** A port that something listened on, and what listens. */
async function listening() {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	const port = typeof address === "object" && address ? address.port : 0;
	return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

test("a relay's way to a server on another machine is tried, and to one on this machine is not", async () => {
	const { port, close } = await listening();
	await checkReach({ remote: true }, BATCH, at(port), signal);
	await close();
	await checkReach({ remote: false }, BATCH, at(port), signal);
	await expect(checkReach({ remote: true }, BATCH, at(port), signal)).rejects.toMatchObject({
		name: "PeerStartError",
		message: expect.stringContaining(
			`127.0.0.1:${port}, where the engine publishes it: ECONNREFUSED`,
		),
		hint: expect.stringContaining("TESTCONTAINERS_HOST_OVERRIDE=HOST"),
	});
});
