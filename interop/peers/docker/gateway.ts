/** The host's address as containers reach it. */
import { createServer } from "node:net";
import type { Engine } from "./engine.ts";

/** Where the gateway is not an address of this machine, as with Docker Desktop. */
const EVERYWHERE = "0.0.0.0";

/**
 * The address servers on the host bind so that containers reach them as `host.docker.internal`: the
 * engine's gateway, and all interfaces only where that cannot be bound.
 */
export async function hostBind({ docker }: Engine): Promise<string> {
	const bridge: Bridge | null = await docker
		.getNetwork("bridge")
		.inspect()
		.catch(() => null);
	for (const config of bridge?.IPAM?.Config ?? []) {
		const gateway = gatewayOf(config);
		if (gateway !== null && (await bindable(gateway))) return gateway;
	}
	return EVERYWHERE;
}

interface Bridge {
	readonly IPAM?: { readonly Config?: readonly Addresses[] | null | undefined } | undefined;
}

interface Addresses {
	readonly Subnet?: string | undefined;
	readonly Gateway?: string | undefined;
}

/** The gateway of a network. Some engines leave it out; it is then the first address, as by default. */
export function gatewayOf({ Subnet, Gateway }: Addresses): string | null {
	if (Gateway) return Gateway;
	const [, network, last] = /^(\d+\.\d+\.\d+\.)(\d+)\/\d+$/.exec(Subnet ?? "") ?? [];
	return network === undefined ? null : `${network}${Number(last) + 1}`;
}

function bindable(address: string): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen({ host: address, port: 0 }, () => server.close(() => resolve(true)));
	});
}
