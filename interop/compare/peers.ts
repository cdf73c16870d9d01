/** The peers as they reported themselves. */
import type { Results } from "../model/results.ts";
import type { RunFacts } from "../model/run-facts.ts";

/** Every server and client of the plan, with the versions it said it has. */
export function resultPeers({ plan, peers, batches, instances }: RunFacts): Results["peers"] {
	const prepared = new Map(peers.map((peer) => [peer.peer, peer]));
	const about = (peer: string) => ({
		title: prepared.get(peer)?.title ?? peer,
		image: prepared.get(peer)?.image ?? null,
	});
	return [
		...plan.servers.map(({ name, peer, behaviour, unmodified }) => {
			const own = plan.instances.filter(({ server }) => server === name).map(({ id }) => id);
			const ready = instances.find(
				(record) => record.ready && own.includes(record.instance),
			)?.ready;
			const { language = null, grpc = null } = ready ?? {};
			const published = unmodified && { unmodified };
			const said = { language, grpc };
			return { name, role: "server" as const, behaviour, ...about(peer), ...said, ...published };
		}),
		...plan.clients.map(({ name, peer }) => {
			const own = plan.batches.filter(({ client }) => client === name).map(({ id }) => id);
			const hello = batches.find((record) => record.hello && own.includes(record.batch))?.hello;
			const { language = null, grpc = null } = hello ?? {};
			return { name, role: "client" as const, behaviour: null, ...about(peer), language, grpc };
		}),
	];
}
