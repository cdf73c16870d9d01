/** Where the references differ: each measured behaviour, what each server of the run did of it, and the ledger. */
import { isDeepStrictEqual } from "node:util";
import { cellId } from "../../model/plan.ts";
import type { Rows } from "../../model/rows.ts";
import { type Scenario, stepAddresses } from "../../model/scenario.ts";
import { jsonLines, shortJson } from "../json.ts";
import type { ReportData } from "../load.ts";
import { axes, groupBy, occurring, tally } from "../tally.ts";
import type { PageBehaviour, PageKnown } from "./data.ts";

/** Lines of what the ledger says is observed. */
const MOST_LINES = 14;

/** Those that differ first; none where the run keeps no rows. */
export function behaviours(data: ReportData): PageBehaviour[] {
	const scenarios = [...data.scenarios.values()];
	const cells = groupBy(data.results.cells, ({ scenario }) => scenario);
	const { servers } = axes(data.results);
	const one = ([id, row]: [string, Rows[string]]): PageBehaviour => {
		const its = scenarios.filter(({ source, differs }) => [...source, ...differs].includes(id));
		const dialect = its.filter(({ differs }) => differs.includes(id));
		const ran = groupBy(
			its.flatMap((scenario) => cells.get(scenario.id) ?? []),
			({ server }) => server,
		);
		return {
			id,
			says: row.says,
			python: row.python,
			go: row.go,
			differs: row.differs,
			dialect: dialect.length > 0,
			unscripted: row.scripted ? null : `${row.because} ${row.instead}`,
			scenarios: its.map((scenario) => scenario.id),
			expects: dialect.flatMap(firstDifference),
			ledger: data.results.ledger
				.filter(({ evidence }) => evidence.includes(id))
				.map((entry) => entry.id),
			does: servers.map((server) => ({
				server,
				outcomes: occurring(tally(ran.get(server) ?? [])),
			})),
		};
	};
	return Object.entries(data.rows ?? {})
		.map(one)
		.toSorted((a, b) => Number(b.differs) - Number(a.differs));
}

/** The first step of which the two behaviours expect different things. */
function firstDifference({ id, scripts }: Scenario): PageBehaviour["expects"] {
	const { python, go } = scripts;
	const at = python.expected.findIndex((step, i) => !isDeepStrictEqual(step, go.expected[i]));
	const address = stepAddresses(python.steps)[at];
	if (address === undefined) return [];
	const text = (value: unknown) => shortJson(value, 240);
	return [
		{
			scenario: id,
			at: address,
			python: text(python.expected[at]),
			go: text(go.expected[at]),
		},
	];
}

/** The ledger's entries, in its order. */
export function known({ results, details }: ReportData): PageKnown[] {
	const first = new Map<string, string>();
	for (const cell of results.cells) {
		const entry = details.get(cellId(cell))?.ledger ?? null;
		if (entry !== null && !first.has(entry)) first.set(entry, cellId(cell));
	}
	return results.ledger.map((entry) => {
		const lines = jsonLines(entry.observed);
		const left = lines.length - MOST_LINES;
		return {
			id: entry.id,
			held: entry.held,
			who: [
				...(entry.servers ?? []).map((name) => `server ${name}`),
				...(entry.clients ?? []).map((name) => `client ${name}`),
				...(entry.transports ?? []),
			],
			why: entry.why,
			scenarios: entry.scenarios,
			evidence: entry.evidence,
			observed: left > 1 ? [...lines.slice(0, MOST_LINES), `… ${left} more lines`] : lines,
			cell: first.get(entry.id) ?? null,
		};
	});
}
