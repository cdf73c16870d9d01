/** Scenarios by family × pairs: a mark for each cell, one for all transports that agree. */
import { useMemo, useRef, useState } from "preact/hooks";
import { groupBy, isRed, occurring, tally } from "../../tally.ts";
import { count, counted } from "../../verdict.ts";
import { LOOKS } from "../looks.ts";
import { filterOf, hashOf, isFiltered, type View } from "./address.ts";
import {
	type AppCell,
	type AppScenario,
	FAMILIES,
	PAIRS,
	type Pair,
	SCENARIO_BY_ID,
} from "./data.ts";
import { moveByKeys, useEntry } from "./keys.ts";
import { tallyText } from "./marks.tsx";
import { useMoreRows } from "./more-rows.tsx";

/** More columns than this do not fit beside each other on a wide screen. */
const MOST_COLUMNS = 21;

interface Family {
	readonly name: string;
	readonly cells: readonly AppCell[];
	readonly scenarios: readonly AppScenario[];
}

/** What was opened and closed by hand; kept over views. */
let kept: ReadonlyMap<string, boolean> = new Map();

export function Scenarios({ view, shown }: { view: View; shown: readonly AppCell[] }) {
	const [byHand, setByHand] = useState(kept);
	const open = (changed: ReadonlyMap<string, boolean>) => {
		kept = changed;
		setByHand(changed);
	};
	const columns = PAIRS.filter(
		({ server, client }) =>
			(view.server === "" || view.server === server) &&
			(view.client === "" || view.client === client),
	);
	const families = useMemo(() => familiesOf(shown), [shown]);
	const isOpen = ({ name, cells }: Family) =>
		byHand.get(name) ?? (isFiltered(view) || cells.some(({ outcome }) => isRed(outcome)));
	const rows = families.flatMap((family): (Family | AppScenario)[] => [
		family,
		...(isOpen(family) ? family.scenarios : []),
	]);
	const { limit, rest } = useMoreRows(rows.length, hashOf(filterOf(view)));
	const byField = useMemo(
		() => groupBy(shown, ({ server, client, scenario }) => `${server}/${client} ${scenario}`),
		[shown],
	);
	const table = useRef<HTMLTableElement>(null);
	useEntry(table);
	if (families.length === 0) return <p class="nothing">No cell fits the filter.</p>;
	const all = (is: boolean) => open(new Map(FAMILIES.map((name) => [name, is])));
	return (
		<>
			<p class="actions">
				<button type="button" onClick={() => all(true)}>
					Open all families
				</button>{" "}
				<button type="button" onClick={() => all(false)}>
					Close all
				</button>
			</p>
			<section
				class={columns.length > MOST_COLUMNS ? "scroll always" : "scroll"}
				aria-label="Scenarios by pairs, a table that may scroll sideways"
			>
				<table class="scenarios" ref={table} onKeyDown={moveByKeys}>
					<caption>
						Families and scenarios by server and client
						<span class="not-printed">; arrow keys move between the marks</span>
					</caption>
					<Head columns={columns} />
					<tbody>
						{rows
							.slice(0, limit)
							.map((row) =>
								"scenarios" in row ? (
									<FamilyRow
										key={row.name}
										family={row}
										columns={columns}
										open={isOpen(row)}
										onToggle={() => open(new Map([...byHand, [row.name, !isOpen(row)]]))}
									/>
								) : (
									<ScenarioRow
										key={row.id}
										scenario={row}
										columns={columns}
										byField={byField}
										view={view}
									/>
								),
							)}
					</tbody>
				</table>
			</section>
			{rest}
		</>
	);
}

function familiesOf(cells: readonly AppCell[]): Family[] {
	return [...groupBy(cells, ({ family }) => family)]
		.map(([name, its]) => ({
			name,
			cells: its,
			scenarios: [...new Set(its.map(({ scenario }) => scenario))].flatMap(
				(id) => SCENARIO_BY_ID.get(id) ?? [],
			),
		}))
		.toSorted((one, other) => FAMILIES.indexOf(one.name) - FAMILIES.indexOf(other.name));
}

function Head({ columns }: { columns: readonly Pair[] }) {
	const servers = groupBy(columns, ({ server }) => server);
	return (
		<thead>
			<tr>
				<th scope="col" rowSpan={2}>
					scenario
				</th>
				{[...servers].map(([server, its]) => (
					<th key={server} scope="colgroup" colSpan={its.length} class="first" title={server}>
						{server}
					</th>
				))}
			</tr>
			<tr class="clients">
				{columns.map(({ server, client }, at) => (
					<th
						key={`${server}/${client}`}
						scope="col"
						class={startsServer(columns, at)}
						title={client}
					>
						{client}
					</th>
				))}
			</tr>
		</thead>
	);
}

/** The class of a column where a new server's begin. */
function startsServer(columns: readonly Pair[], at: number): "first" | undefined {
	return columns[at]?.server === columns[at - 1]?.server ? undefined : "first";
}

function FamilyRow(props: {
	family: Family;
	columns: readonly Pair[];
	open: boolean;
	onToggle: () => void;
}) {
	const { family, columns, open, onToggle } = props;
	const pairs = groupBy(family.cells, ({ server, client }) => `${server}/${client}`);
	const red = family.cells.filter(({ outcome }) => isRed(outcome)).length;
	return (
		<tr class="family">
			<th scope="row">
				<button type="button" aria-expanded={open} onClick={onToggle}>
					<span class="turn" aria-hidden="true">
						{open ? "▾" : "▸"}
					</span>
					<b>{family.name}</b> <small>{counted(family.scenarios.length, "scenario")}</small>
					{red > 0 && <em> {count(red)} red</em>}
				</button>
			</th>
			{columns.map(({ server, client }, at) => (
				<Sum
					key={`${server}/${client}`}
					cells={pairs.get(`${server}/${client}`) ?? []}
					of={startsServer(columns, at)}
				/>
			))}
		</tr>
	);
}

/** The worst of a family in a pair, and how many. */
function Sum({ cells, of }: { cells: readonly AppCell[]; of: "first" | undefined }) {
	const counts = tally(cells);
	const [worst] = occurring(counts);
	if (worst === undefined) return <td class={of} />;
	const [outcome, found] = worst;
	return (
		<td class={of} title={tallyText(counts)}>
			<span class={`sum ${outcome}`}>
				<span aria-hidden="true">
					{LOOKS[outcome].shape}
					{outcome === "passed" ? "" : count(found)}
				</span>
				<span class="spoken">{tallyText(counts)}</span>
			</span>
		</td>
	);
}

function ScenarioRow(props: {
	scenario: AppScenario;
	columns: readonly Pair[];
	byField: ReadonlyMap<string, readonly AppCell[]>;
	view: View;
}) {
	const { scenario, columns, byField, view } = props;
	return (
		<tr data-scenario={scenario.id}>
			<th scope="row" title={scenario.title}>
				{scenario.name}
			</th>
			{columns.map(({ server, client }, at) => (
				<td key={`${server}/${client}`} class={startsServer(columns, at)}>
					{alike(byField.get(`${server}/${client} ${scenario.id}`) ?? []).map((cells) => (
						<CellMark key={cells[0]?.id} cells={cells} view={view} />
					))}
				</td>
			))}
		</tr>
	);
}

/** All transports in one where they have one outcome, else each by itself. */
function alike(cells: readonly AppCell[]): (readonly AppCell[])[] {
	const [first] = cells;
	if (first === undefined) return [];
	return cells.every(({ outcome }) => outcome === first.outcome)
		? [cells]
		: cells.map((cell) => [cell]);
}

function CellMark({ cells, view }: { cells: readonly AppCell[]; view: View }) {
	const [first] = cells;
	if (first === undefined) return null;
	const { shape, word } = LOOKS[first.outcome];
	const text = [word, ...cells.map(({ transport }) => transport)].join(", ");
	return (
		<a
			class={`mark ${first.outcome}`}
			href={hashOf({ ...filterOf(view), cell: first.id })}
			data-cells={cells.map(({ id }) => id).join(" ")}
			aria-label={text}
			title={text}
			tabIndex={-1}
		>
			{shape}
		</a>
	);
}
