/** Whose doing it is that a batch could not run: a peer that did not start, or was not set up. */
import type { BatchPlan } from "../model/plan.ts";
import type { BatchRecord, InstanceRecord } from "../model/record.ts";
import type { BlamedPeer } from "../model/results.ts";
import type { RunFacts } from "../model/run-facts.ts";

/** A peer that did not start, and what was seen of that. */
export interface NotStarted {
	readonly peer: BlamedPeer;
	readonly said: string;
}

/** Of the machine, not of a peer: a full disk, an engine that is gone. */
const NOBODYS = /ENOSPC|EDQUOT|no space left on device|docker\.sock|docker daemon/i;

/** Null where nobody in particular stood in the way, an interruption or a relay say. */
export function notStarted(
	batch: BatchPlan,
	record: BatchRecord | undefined,
	instance: InstanceRecord | undefined,
	{ plan, peers, run }: Pick<RunFacts, "plan" | "peers" | "run">,
): NotStarted | null {
	const said = record?.distrust ?? null;
	if (record === undefined || said === null || record.hello !== null) return null;
	if (run.interrupted || NOBODYS.test(said)) return null;
	const planned = plan.instances.find(({ id }) => id === batch.instance);
	const server = plan.servers.find(({ name }) => name === planned?.server);
	const client = plan.clients.find(({ name }) => name === batch.client);
	const is = (role: BlamedPeer["role"], name: string) => ({ peer: { role, name }, said });
	const unprepared = (peer: string | undefined) =>
		peers.some((one) => one.peer === peer && one.failed?.why === said);
	if (server && (instance?.failed?.why === said || unprepared(server.peer)))
		return is("server", server.name);
	// A driver that was started, and ended or hung before it said hello.
	const mute = record.command.length > 0;
	const unstartable = said.startsWith(`${client?.peer}: cannot start `);
	return client && (mute || unstartable || unprepared(client.peer))
		? is("client", client.name)
		: null;
}
