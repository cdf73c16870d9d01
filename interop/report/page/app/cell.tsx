/** One cell: what it is about, what was expected and seen, whom to blame, and how to run it alone. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect } from "preact/hooks";
import { rerunCommand } from "../../rerun.ts";
import { count, listed } from "../../verdict.ts";
import type { PageStory } from "../data.ts";
import { LOOKS } from "../looks.ts";
import { filterOf, go, hashOf, type View } from "./address.ts";
import { Command } from "./command.tsx";
import { type AppCell, type AppScenario, CELLS, DATA, SCENARIO_BY_ID } from "./data.ts";
import { Difference } from "./difference.tsx";
import { Elsewhere } from "./elsewhere.tsx";
import { filtered } from "./filter.ts";
import { Linked } from "./linked.tsx";
import { Logs } from "./logs.tsx";
import { Mark } from "./marks.tsx";
import { Parties } from "./parties.tsx";
import { Script } from "./script.tsx";
import { Sequences } from "./sequences.tsx";
import { Sources } from "./sources.tsx";
import { Witnesses } from "./witnesses.tsx";

export function Cell({ view, cell }: { view: View; cell: AppCell | null }) {
	// Before the paint: a key that is pressed as soon as the cell can be seen counts.
	useLayoutEffect(() => {
		const leave = ({ key }: KeyboardEvent) => {
			if (key === "Escape") go(filterOf(view));
		};
		addEventListener("keydown", leave);
		return () => removeEventListener("keydown", leave);
	}, [view]);
	return cell === null ? <NoCell view={view} /> : <Told view={view} cell={cell} />;
}

function NoCell({ view }: { view: View }) {
	return (
		<article class="cell">
			<h1>No such cell</h1>
			<p>
				This run has no <code>{view.cell}</code>. <a href={hashOf(filterOf(view))}>All cells</a>
			</p>
		</article>
	);
}

function Told({ view, cell }: { view: View; cell: AppCell }) {
	const scenario = SCENARIO_BY_ID.get(cell.scenario);
	const story = DATA.stories[cell.story] ?? null;
	const difference = DATA.differences[story?.difference ?? -1];
	const arrows = DATA.sequences[cell.sequence];
	// Of a job that hung, the time is that of its last event.
	const isBroken = arrows?.at(-1)?.[0] === "broken";
	const parties = DATA.parties[story?.parties ?? -1];
	return (
		<article class={`cell ${cell.outcome}`}>
			<Ways view={view} cell={cell} />
			<header>
				<p class="outcome">
					<Mark outcome={cell.outcome} /> {LOOKS[cell.outcome].word}
				</p>
				<h1>{cell.scenario}</h1>
				<p class="where">
					server <b>{cell.server}</b> · client <b>{cell.client}</b> · <b>{cell.transport}</b>
					{cell.ms !== null && !isBroken && ` · ${count(Math.round(cell.ms))} ms`}
				</p>
			</header>
			{cell.reason !== null && (
				<p class="reason">
					<Linked text={cell.reason} />
				</p>
			)}
			{scenario && <About scenario={scenario} />}
			<Found cell={cell} story={story} />
			{difference && (
				<Part title={`Expected and observed${story?.at ? `, at ${story.at}` : ""}`}>
					<Difference rows={difference} />
				</Part>
			)}
			{!difference && story?.at && (
				<p class="quiet">What was expected and observed stands in details.json.</p>
			)}
			{arrows && (
				<Part
					title={
						arrows[0]?.[0] === "planned" ? "What was to happen" : "What happened, in the order seen"
					}
				>
					<Sequences view={view} cell={cell} />
				</Part>
			)}
			<Part title="The same scenario in the other pairs">
				<Elsewhere view={view} cell={cell} />
				{parties && <Parties of={parties} view={view} />}
			</Part>
			<Part title="Run this cell alone">
				<Command text={rerunCommand(cell.id, DATA.run)} />
			</Part>
			{story && story.witnesses.length > 0 && (
				<Part title="What the server says it saw">
					<Witnesses of={story.witnesses} />
				</Part>
			)}
			{(cell.place[0] ?? cell.place[1]) !== null && (
				<Part title="Logs">
					<Logs cell={cell} story={story} />
				</Part>
			)}
			{scenario && <Script scenario={scenario} cell={cell} at={story?.at ?? null} />}
		</article>
	);
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
	const id = useId();
	return (
		<section class="part" aria-labelledby={id}>
			<h2 id={id}>{title}</h2>
			{children}
		</section>
	);
}

/** Back to the cells that the filter shows, and on to its neighbours among them. */
function Ways({ view, cell }: { view: View; cell: AppCell }) {
	const cells = filtered(view);
	const at = cells.indexOf(cell);
	const filter = filterOf(view);
	const [before, after] = at < 0 ? [] : [cells[at - 1], cells[at + 1]];
	const set = Object.values(filter).filter((value) => value !== "");
	return (
		<nav class="ways" aria-label="Cells">
			<a href={hashOf(filter)}>
				{set.length === 0 ? "All cells" : `Cells filtered by ${listed(set)}`}
			</a>
			<span>
				{at >= 0 && `${count(at + 1)} of ${count(cells.length)}`}
				{before && <a href={hashOf({ ...filter, cell: before.id })}>‹ previous</a>}
				{after && <a href={hashOf({ ...filter, cell: after.id })}>next ›</a>}
			</span>
		</nav>
	);
}

const KINDS = {
	portable: "portable: every server must show the same",
	dialect: "dialect: each server must do as the reference does that it follows",
} as const;

function About({ scenario }: { scenario: AppScenario }) {
	const { title, why, source, mode, kind, file } = scenario;
	return (
		<div class="about">
			<p class="title">{title}</p>
			<dl>
				<dt>why</dt>
				<dd>{why}</dd>
				<dt>rests on</dt>
				<dd>
					<Sources of={source} />
				</dd>
				<dt>kind</dt>
				<dd>
					{mode}, {KINDS[kind]}
				</dd>
				{file !== null && (
					<>
						<dt>file</dt>
						<dd>
							<code>{file}</code>
						</dd>
					</>
				)}
			</dl>
		</div>
	);
}

function Found({ cell, story }: { cell: AppCell; story: PageStory | null }) {
	if (cell.outcome === "passed") return null;
	if (story === null)
		return (
			<p class="quiet">
				The rest is left out, so that this page opens: it stands in details.json and in the
				transcripts.
			</p>
		);
	const index = CELLS.indexOf(cell);
	const blame = [...DATA.blame.red, ...DATA.blame.known].flatMap(({ items }) =>
		items.filter(({ cells }) => cells.includes(index)).map(({ text }) => text),
	);
	const entry = DATA.known.find(({ id }) => id === story.ledger);
	const has = blame.length > 0 || story.ledger !== null || story.driver.length > 0;
	if (!has) return null;
	return (
		<dl class="found">
			{blame.length > 0 && (
				<>
					<dt>blame</dt>
					<dd>{blame.join("; ")}</dd>
				</>
			)}
			{story.ledger !== null && (
				<>
					<dt>ledger</dt>
					<dd>
						<a href={hashOf({ view: "differences", row: story.ledger })}>{story.ledger}</a>
						{entry && `: ${entry.why}`}
					</dd>
				</>
			)}
			{story.driver.length > 0 && (
				<>
					<dt>driver</dt>
					{story.driver.map((line) => (
						<dd key={line}>{line}</dd>
					))}
				</>
			)}
		</dl>
	);
}
