/** Which cells do not run, because server or client declares that it cannot, or declares less than they need. */
import type { Peer, ServerEntry, UnsupportedEntry } from "../model/peer.ts";
import type { Cell } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Transport } from "../model/words.ts";
import { matchesAny } from "../support/globs.ts";
import { attachedLacks } from "./attached.ts";
import type { SelectedServer } from "./select.ts";

/** Why the cell of these is unsupported, what was declared before what is lacking; null where it is not. */
export function unsupportedIn(
	selected: SelectedServer,
	client: Peer,
	transport: Transport,
	scenario: Scenario,
	defaultDatabase: string,
): Cell["unsupported"] {
	const { peer, server } = selected;
	const name = client.client?.name ?? "";
	const declared =
		declaredBy(peer.unsupported, "server", server.name, transport, scenario.id) ??
		declaredBy(client.unsupported, "client", name, transport, scenario.id);
	if (declared) return { reason: declared.reason, link: declared.link ?? null };
	const reason = lackOf(selected, client, scenario, defaultDatabase);
	return reason === null ? null : { reason, link: server.unmodified ?? null };
}

/** What server or client cannot do, that the scenario needs; null where nothing. Such a cell does not run. */
export function lackOf(
	{ peer, server }: SelectedServer,
	client: Peer,
	scenario: Scenario,
	defaultDatabase: string,
): string | null {
	const attached = peer.attached && attachedLacks(scenario, defaultDatabase);
	return attached ? `${server.name} is ${attached}` : lacking(server, client, scenario);
}

function lacking(server: ServerEntry, client: Peer, { needs }: Scenario): string | null {
	const option = needs.options.find((name) => !server.options.includes(name));
	if (option !== undefined) return `${server.name} has no --${option} (peer.yaml: options)`;
	if (needs.obeys && !server.obeys) {
		return `${server.name} does nothing that request metadata asks for (peer.yaml: obeys)`;
	}
	if (needs.witness && !server.witness) {
		return `${server.name} does not tell what it saw (peer.yaml: witness)`;
	}
	if (needs.contract > (client.client?.contract ?? 1)) {
		return `the driver of ${client.client?.name} speaks contract 1 (peer.yaml: contract)`;
	}
	return null;
}

/** A peer that lacks a whole transport can neither run nor be preflighted with it, so its cells do not run. */
export function isRuledOut(
	peer: Peer,
	role: UnsupportedEntry["role"],
	name: string,
	transport: Transport,
): boolean {
	return peer.unsupported.some(
		(entry) =>
			entry.role === role &&
			entry.name === name &&
			entry.scenarios === undefined &&
			(entry.transports?.includes(transport) ?? true),
	);
}

/** The declaration under which a peer does not support a scenario, if any. */
function declaredBy(
	entries: readonly UnsupportedEntry[],
	role: UnsupportedEntry["role"],
	name: string,
	transport: Transport,
	scenario: string,
): UnsupportedEntry | null {
	return (
		entries.find(
			(entry) =>
				entry.role === role &&
				entry.name === name &&
				(entry.transports?.includes(transport) ?? true) &&
				(entry.scenarios === undefined || matchesAny(entry.scenarios, scenario)),
		) ?? null
	);
}
