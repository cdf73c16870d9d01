/** Whom to blame: the row, column, pair or transport that stands alone with its failures. */
import type { Blame, ResultCell } from "../model/results.ts";
import { GREEN_OUTCOMES } from "../model/words.ts";

/** One verdict per scenario with red cells. */
export function assignBlame(cells: readonly ResultCell[]): Blame[] {
	// What is unsupported says nothing for or against anybody.
	const spoken = cells.filter(({ outcome }) => outcome !== "unsupported");
	const byScenario = Map.groupBy(spoken, ({ scenario }) => scenario);
	return [...byScenario].flatMap(([scenario, all]) => {
		const red = all.filter(({ outcome }) => !GREEN_OUTCOMES.includes(outcome));
		return red.length === 0 ? [] : [verdict(scenario, all, red)];
	});
}

type Dimension = Exclude<Blame["kind"], "disagree">;

const NAME_OF: Readonly<Record<Dimension, (cell: ResultCell) => string>> = {
	server: ({ server }) => server,
	client: ({ client }) => client,
	transport: ({ transport }) => transport,
	pair: ({ server, client }) => `${server}/${client}`,
};

function verdict(scenario: string, all: readonly ResultCell[], red: readonly ResultCell[]): Blame {
	const cells = red.map(idOf);
	for (const kind of ["server", "client", "transport", "pair"] as const) {
		const name = NAME_OF[kind];
		const names = new Set(red.map(name));
		const [only] = names;
		if (names.size !== 1 || only === undefined) continue;
		const theirs = all.filter((cell) => name(cell) === only);
		// All of theirs, and none of anybody else's: and there must be somebody else.
		if (theirs.length !== red.length || theirs.length === all.length) continue;
		return {
			scenario,
			kind,
			who: [only],
			cells,
			text: `${kind} ${only} stands alone: its ${red.length} cells are red, the other ${all.length - red.length} are not`,
		};
	}
	const who = [...new Set(red.map(NAME_OF.pair))];
	const text =
		red.length === all.length
			? `all ${all.length} cells are red: nobody to compare with`
			: `no row or column stands alone: ${red.length} of ${all.length} cells are red, of ${who.join(", ")}`;
	return { scenario, kind: "disagree", who, cells, text };
}

/** A result's cell id. */
export function idOf({ server, client, transport, scenario }: ResultCell): string {
	return `${server}/${client}/${transport}/${scenario}`;
}
