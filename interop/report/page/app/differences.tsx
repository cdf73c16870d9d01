/** Where the references differ: each behaviour, what each implementation does, and the evidence. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Behaviour, Outcome } from "../../../model/words.ts";
import { isRed } from "../../tally.ts";
import { count, counted } from "../../verdict.ts";
import type { PageBehaviour, PageKnown } from "../data.ts";
import { LOOKS } from "../looks.ts";
import { hashOf, type View } from "./address.ts";
import { CELLS_BY_SCENARIO, DATA } from "./data.ts";
import { Mark, MarkAndWord } from "./marks.tsx";
import { Sources } from "./sources.tsx";
import { Table } from "./table.tsx";

/** Scenarios of a behaviour that are shown at once. */
const SHOWN = 3;
const SAME = DATA.behaviours.filter(({ differs }) => !differs);
const DIFFERING = DATA.behaviours.filter(({ differs }) => differs);

export function Differences({ view }: { view: View }) {
	useEffect(() => {
		if (view.row !== "") document.getElementById(rowId(view.row))?.scrollIntoView();
	}, [view.row]);
	return (
		<>
			<h1>Where the references differ</h1>
			<p class="lead">
				The Python and the Go program of the same document do not do the same. Each behaviour here
				was measured on both; the servers' columns say what each server of this run did in the
				scenarios that rest on it.
			</p>
			{DATA.behaviours.length === 0 ? (
				<p class="quiet">This run's folder has no rows.json: it was made by an earlier version.</p>
			) : (
				<Behaviours view={view} />
			)}
			<section aria-labelledby="known-title">
				<h2 id="known-title">What the ledger knows</h2>
				<p class="lead">
					Where an implementation does what no scenario expects: what nobody should copy of a
					reference, and what a library cannot do or does wrong. Each entry is asserted on every
					run.
				</p>
				<Known view={view} />
			</section>
		</>
	);
}

function Behaviours({ view }: { view: View }) {
	const [all, setAll] = useState(SAME.some(({ id }) => id === view.row));
	const shown = all ? DATA.behaviours : DIFFERING;
	return (
		<>
			<p class="actions">
				<label>
					<input
						type="checkbox"
						checked={all}
						onChange={(event) => setAll(event.currentTarget.checked)}
					/>{" "}
					Show also the {count(SAME.length)} in which both do the same
				</label>
			</p>
			<Table
				class="behaviours"
				caption={`${counted(shown.length, "behaviour")}, and what each implementation does`}
				head={[
					"behaviour",
					"Python does",
					"Go does",
					...DATA.servers.map(({ name }) => name),
					"shown by",
				]}
				rows={shown.map((row) => ({
					key: row.id,
					id: rowId(row.id),
					current: row.id === view.row,
					cells: [
						<Says key="says" row={row} />,
						row.python,
						row.go,
						...DATA.servers.map(({ name, behaviour }) => (
							<Does key={name} row={row} server={name} as={row.dialect ? behaviour : null} />
						)),
						<ShownBy key="shown" row={row} />,
					],
				}))}
			/>
		</>
	);
}

function Known({ view }: { view: View }) {
	return (
		<Table
			class="known"
			caption={counted(DATA.known.length, "entry", "entries")}
			head={["entry", "who", "why", "instead of what is expected", "evidence", "this run"]}
			rows={DATA.known.map((entry) => ({
				key: entry.id,
				id: rowId(entry.id),
				current: entry.id === view.row,
				cells: [
					<code key="id">{entry.id}</code>,
					<List key="who" of={entry.who} />,
					entry.why,
					<pre key="observed">{entry.observed.join("\n")}</pre>,
					<Evidence key="evidence" entry={entry} />,
					<Held key="held" entry={entry} />,
				],
			}))}
		/>
	);
}

function rowId(id: string): string {
	return `row-${id}`;
}

function Says({ row }: { row: PageBehaviour }) {
	return (
		<>
			<a class="row-id" href={hashOf({ view: "differences", row: row.id })}>
				{row.id}
			</a>{" "}
			{row.says}
		</>
	);
}

/**
 * What a server did of it, with a cell that shows each outcome: what is red first, then what is as it should
 * be, then what is known. What it cannot be asked is told where nothing else is. `as`: the behaviour it follows.
 */
function Does(props: { row: PageBehaviour; server: string; as: Behaviour | null }) {
	const { row, server, as } = props;
	const all = row.does.find((does) => does.server === server)?.outcomes ?? [];
	const asked = all.filter(([outcome]) => outcome !== "unsupported");
	const told = (asked.length > 0 ? asked : all).toSorted(
		([one], [other]) => rank(one) - rank(other),
	);
	if (told.length === 0) return <span class="quiet">not run</span>;
	const cells = row.scenarios
		.flatMap((scenario) => CELLS_BY_SCENARIO.get(scenario) ?? [])
		.filter((cell) => cell.server === server);
	const word = (outcome: Outcome) =>
		outcome !== "passed" ? LOOKS[outcome].word : as === null ? "as expected" : `as ${as}`;
	return (
		<ul>
			{told.map(([outcome, found]) => (
				<li key={outcome}>
					<a
						class="does"
						href={hashOf({ cell: cells.find((cell) => cell.outcome === outcome)?.id ?? "" })}
					>
						<Mark outcome={outcome} />
						{word(outcome)}
						{told.length > 1 && ` (${count(found)})`}
					</a>
				</li>
			))}
		</ul>
	);
}

function rank(outcome: Outcome): number {
	return isRed(outcome) ? 0 : outcome === "passed" ? 1 : 2;
}

function ShownBy({ row }: { row: PageBehaviour }) {
	const ran = row.scenarios.filter((id) => CELLS_BY_SCENARIO.has(id));
	return (
		<>
			<List of={ran.slice(0, SHOWN)} item={(id) => <ScenarioLink id={id} />} />
			{ran.length > SHOWN && (
				<details>
					<summary>{count(ran.length - SHOWN)} more</summary>
					<List of={ran.slice(SHOWN)} item={(id) => <ScenarioLink id={id} />} />
				</details>
			)}
			{ran.length === 0 && row.unscripted === null && <p class="quiet">no scenario of this run</p>}
			{row.unscripted !== null && <p class="quiet">Not scripted. {row.unscripted}</p>}
			{row.expects.length > 0 && (
				<details>
					<summary>what each expects</summary>
					{row.expects.map(({ scenario, at, python, go }) => (
						<dl class="expects" key={scenario}>
							<dt>
								{scenario}, {at}
							</dt>
							<dd>
								Python <code>{python}</code>
							</dd>
							<dd>
								Go <code>{go}</code>
							</dd>
						</dl>
					))}
				</details>
			)}
			<List
				of={row.ledger}
				item={(id) => (
					<>
						ledger: <a href={hashOf({ view: "differences", row: id })}>{id}</a>
					</>
				)}
			/>
		</>
	);
}

function ScenarioLink({ id }: { id: string }) {
	const cell = CELLS_BY_SCENARIO.get(id)?.[0];
	return <a href={hashOf(cell ? { cell: cell.id } : { text: id })}>{id}</a>;
}

function Evidence({ entry }: { entry: PageKnown }) {
	return (
		<>
			<Sources of={entry.evidence} />
			<details>
				<summary>{counted(entry.scenarios.length, "scenario")}</summary>
				<List of={entry.scenarios} item={(id) => <ScenarioLink id={id} />} />
			</details>
		</>
	);
}

function Held({ entry }: { entry: PageKnown }) {
	if (entry.held === null) return <span class="quiet">none of its cells ran</span>;
	return (
		<>
			{entry.held ? (
				<MarkAndWord outcome="expected-failure" word="held" />
			) : (
				<MarkAndWord outcome="unexpected-pass" word="did not hold" />
			)}
			{entry.cell !== null && (
				<>
					{" "}
					<a href={hashOf({ cell: entry.cell })}>a cell</a>
				</>
			)}
		</>
	);
}

/** Nothing where there is nothing in it: an empty list is told as one. */
function List({
	of,
	item = (text) => text,
}: {
	of: readonly string[];
	item?: (text: string) => ComponentChildren;
}) {
	if (of.length === 0) return null;
	return (
		<ul>
			{of.map((text) => (
				<li key={text}>{item(text)}</li>
			))}
		</ul>
	);
}
