import { expect, test } from "vitest";
import type { PeerRuntime } from "../runtime.ts";
import type { Engine } from "./engine.ts";
import { dockerRuntime } from "./runtime.ts";
import { NEAR } from "./test-runtime.ts";

interface Network {
	readonly Name: string;
	readonly Id: string;
	readonly Labels: Record<string, string>;
}

/** How often an engine refuses to remove a network. */
interface Moods {
	/** Where it does not tell of its networks. */
	readonly blind?: boolean;
	refusals: number;
}

/** An engine of networks alone. */
function engineOf(networks: Network[], moods: Moods): Engine {
	const docker = {
		listContainers: async () => [],
		listNetworks: async () => networks,
		createNetwork: async (made: Omit<Network, "Id">) => networks.push({ ...made, Id: made.Name }),
		getNetwork: (name: string) => ({
			inspect: async () => {
				if (moods.blind) throw new Error("the engine is going down");
				return { IPAM: { Config: [] } };
			},
			remove: async () => {
				if (moods.refusals-- > 0) {
					throw Object.assign(new Error("has active endpoints"), { statusCode: 403 });
				}
				networks.splice(networks.findIndex(({ Id }) => Id === name));
			},
		}),
	};
	return { docker, host: "127.0.0.1", version: "20.10" } as unknown as Engine;
}

test("a network that is there and cannot be looked at is removed at once, and the run is over", async () => {
	const networks: Network[] = [];
	const engine = engineOf(networks, { blind: true, refusals: 0 });
	await expect(
		dockerRuntime({ run: "blind", engine, host: {} as PeerRuntime, machine: NEAR, tell() {} }),
	).rejects.toMatchObject({
		name: "RuntimeMissingError",
		message: expect.stringContaining("the engine is going down"),
	});
	expect(networks).toEqual([]);
});

test("a network that the engine lets go of late is waited for", async () => {
	const networks: Network[] = [];
	const moods: Moods = { refusals: 0 };
	const told: string[] = [];
	const runtime = await opened(networks, moods, told);
	moods.refusals = 3;
	await runtime[Symbol.asyncDispose]();
	expect(networks).toEqual([]);
	expect(told).toEqual([]);
});

test("one that it keeps for good is told of, by this run and by the next, and keeps nobody from going on", async () => {
	const networks: Network[] = [];
	const moods: Moods = { refusals: 0 };
	const told: string[] = [];
	const runtime = await opened(networks, moods, told);
	moods.refusals = Number.POSITIVE_INFINITY;
	await runtime[Symbol.asyncDispose]();
	const [kept] = networks;
	expect(told).toEqual([expect.stringContaining(`keeps the network ${kept?.Name}`)]);
	if (kept) networks[0] = { ...kept, Labels: { ...kept.Labels, "interop.pid": "0" } };
	await opened(networks, moods, told);
	expect(told).toHaveLength(2);
	expect(networks).toHaveLength(2);
});

function opened(networks: Network[], moods: Moods, told: string[]): Promise<PeerRuntime> {
	return dockerRuntime({
		run: `run-${networks.length}`,
		engine: engineOf(networks, moods),
		host: {} as PeerRuntime,
		machine: NEAR,
		tell: (line) => told.push(line),
	});
}
