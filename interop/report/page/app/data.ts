/** The data that stands in the page, with indices resolved. */
import type { Behaviour, Outcome, Transport } from "../../../model/words.ts";
import { groupBy } from "../../tally.ts";
import type { PageData, PageScenario } from "../data.ts";

export const DATA: PageData = JSON.parse(document.getElementById("data")?.textContent ?? "null");

export interface AppScenario extends PageScenario {
	readonly family: string;
	/** The id without its family. */
	readonly name: string;
	/** What a filter's text is looked for in. */
	readonly text: string;
}

export interface AppCell {
	/** server/client/transport/scenario */
	readonly id: string;
	readonly server: string;
	readonly client: string;
	readonly transport: Transport;
	readonly scenario: string;
	readonly family: string;
	readonly outcome: Outcome;
	readonly ms: number | null;
	readonly reason: string | null;
	readonly behaviour: Behaviour | null;
	readonly place: readonly [batch: string | null, instance: string | null];
	/** Indices. */
	readonly story: number;
	readonly sequence: number;
	readonly times: readonly number[] | null;
	/** What a filter's text is looked for in, beside the scenario's. */
	readonly text: string;
}

export const SCENARIOS: readonly AppScenario[] = DATA.scenarios.map((scenario) => {
	const slash = scenario.id.lastIndexOf("/");
	return {
		...scenario,
		family: scenario.id.slice(0, Math.max(0, slash)),
		name: scenario.id.slice(slash + 1),
		text: `${scenario.id} ${scenario.title} ${scenario.why}`.toLowerCase(),
	};
});

export const CELLS: readonly AppCell[] = DATA.cells.map((encoded) => {
	const [server, client, transport, scenario, outcome, ms, reason, place, story, sequence, times] =
		encoded;
	const its = SCENARIOS[scenario];
	const names = {
		server: DATA.servers[server]?.name ?? "",
		client: DATA.clients[client] ?? "",
		transport: DATA.transports[transport] ?? "plaintext",
	};
	const id = `${names.server}/${names.client}/${names.transport}/${its?.id ?? ""}`;
	const why = DATA.reasons[reason] ?? null;
	return {
		id,
		...names,
		scenario: its?.id ?? "",
		family: its?.family ?? "",
		outcome: DATA.outcomes[outcome] ?? "could-not-run",
		ms: ms < 0 ? null : ms,
		reason: why,
		behaviour: DATA.servers[server]?.behaviour ?? null,
		place: DATA.places[place] ?? [null, null],
		story,
		sequence,
		times: times ?? null,
		text: `${id} ${why ?? ""}`.toLowerCase(),
	};
});

export const CELL_BY_ID = new Map(CELLS.map((cell) => [cell.id, cell]));
export const SCENARIO_BY_ID = new Map(SCENARIOS.map((scenario) => [scenario.id, scenario]));
export const CELLS_BY_SCENARIO = groupBy(CELLS, ({ scenario }) => scenario);
/** In the order of the run. */
export const FAMILIES: readonly string[] = [...new Set(SCENARIOS.map(({ family }) => family))];

export interface Pair {
	readonly server: string;
	readonly client: string;
}

export const PAIRS: readonly Pair[] = DATA.servers.flatMap(({ name }) =>
	DATA.clients.map((client) => ({ server: name, client })),
);
