/** Carries out one plan: peers are set up, servers started, batches driven, everything written down and ended. */
import { type Errand, type KeptServer, World, type WorldOrder } from "./world.ts";

export interface RunOrder extends WorldOrder, Omit<Errand, "stays"> {
	/** Called with the running servers' addresses before they are stopped; they stay until it resolves. */
	readonly keep: ((addresses: readonly KeptServer[]) => Promise<void>) | null;
}

/** Runs the plan. Peers' faults are in the records; only a fault of ours throws. */
export async function run({ keep, ...order }: RunOrder): Promise<void> {
	await using world = new World(order);
	const servers = await world.carryOut({ ...order, stays: () => keep !== null });
	await keep?.(servers);
}
