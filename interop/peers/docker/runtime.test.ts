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

/** An engine of networks alone, which cannot be looked at. */
function blindEngine(networks: Network[]): Engine {
	const docker = {
		listContainers: async () => [],
		listNetworks: async () => networks,
		createNetwork: async (made: Omit<Network, "Id">) => networks.push({ ...made, Id: made.Name }),
		getNetwork: (name: string) => ({
			inspect: () => Promise.reject(new Error("the engine is going down")),
			remove: async () => networks.splice(networks.findIndex(({ Id }) => Id === name)),
		}),
	};
	return { docker, host: "127.0.0.1", version: "20.10" } as unknown as Engine;
}

test("a network that is there and cannot be looked at is removed at once, and the run is over", async () => {
	const networks: Network[] = [];
	const engine = blindEngine(networks);
	await expect(
		dockerRuntime({ run: "blind", engine, host: {} as PeerRuntime, machine: NEAR }),
	).rejects.toMatchObject({
		name: "RuntimeMissingError",
		message: expect.stringContaining("the engine is going down"),
	});
	expect(networks).toEqual([]);
});
