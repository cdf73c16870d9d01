/** The host's address as containers reach it. */
import { createServer } from "node:net";
import type { Engine } from "./engine.ts";

/** Where the gateway is not an address of this machine, as with Docker Desktop. */
export const EVERYWHERE = "0.0.0.0";

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

/** Whether this machine is itself on a network of the engine's, and so reaches its containers at their addresses. */
export async function isOn({ docker }: Engine, network: string): Promise<boolean> {
	const bridge: Bridge = await docker.getNetwork(network).inspect();
	const gateways = (bridge.IPAM?.Config ?? []).map(gatewayOf);
	const own = await Promise.all(gateways.map((gateway) => gateway !== null && bindable(gateway)));
	return own.includes(true);
}

interface Bridge {
	readonly IPAM?: { readonly Config?: readonly Addresses[] | null | undefined } | undefined;
}

interface Addresses {
	readonly Subnet?: string | undefined;
	readonly Gateway?: string | undefined;
}

/** An engine's own word for the virtual machine that Docker Desktop runs it in: it leads to this machine. */
const DESKTOP = "Docker Desktop";

/**
 * Whether the engine is on another machine: DOCKER_HOST names one, or it is a Linux machine like this whose
 * gateway is no address of ours.
 */
export async function isRemote(
	engine: Engine,
	bind: string,
	named: string | undefined = process.env.DOCKER_HOST,
): Promise<boolean> {
	if (namesAnother(named)) return true;
	if (process.platform !== "linux" || bind !== EVERYWHERE) return false;
	const { OperatingSystem } = await engine.docker.info();
	return OperatingSystem !== DESKTOP;
}

/** Whether an engine's address is of another machine than this. */
export function namesAnother(address: string | undefined): boolean {
	if (address === undefined || !/^(tcp|https?|ssh):/.test(address)) return false;
	const { hostname } = new URL(address.replace(/^\w+:/, "http:"));
	return !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** The gateway of a network. Some engines leave it out; it is then the first address, as by default. */
export function gatewayOf({ Subnet, Gateway }: Addresses): string | null {
	if (Gateway) return Gateway;
	const [, network, last] = /^(\d+\.\d+\.\d+\.)(\d+)\/\d+$/.exec(Subnet ?? "") ?? [];
	return network === undefined ? null : `${network}${Number(last) + 1}`;
}

/** Whether this machine has the address. */
export function bindable(address: string): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen({ host: address, port: 0 }, () => server.close(() => resolve(true)));
	});
}
