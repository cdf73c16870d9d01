/** The first view: what ran and its verdict, the matrix, whom to blame, what changed; then the scenarios. */
import { useMemo } from "preact/hooks";
import { tally } from "../../tally.ts";
import { count } from "../../verdict.ts";
import { LOOKS } from "../looks.ts";
import type { View } from "./address.ts";
import { Blame } from "./blame.tsx";
import { Changed } from "./changes.tsx";
import { CELLS, DATA } from "./data.ts";
import { Deaths } from "./deaths.tsx";
import { filtered } from "./filter.ts";
import { Filters } from "./filters.tsx";
import { Mark } from "./marks.tsx";
import { Matrix } from "./matrix.tsx";
import { Scenarios } from "./scenarios.tsx";
import { ToScenarios } from "./to-scenarios.tsx";

/** Of a command, in code units. */
const COMMAND_LENGTH = 200;

export function Report({ view }: { view: View }) {
	const shown = useMemo(() => filtered(view), [view]);
	return (
		<>
			<Headline />
			<Deaths />
			<Legend view={view} />
			{DATA.unsupported !== null && <p class="under-legend">{DATA.unsupported}</p>}
			<div class="first-view">
				<Matrix view={view} />
				<Blame />
				<Changed />
			</div>
			<section id="scenarios" tabIndex={-1} aria-labelledby="scenarios-title">
				<h2 id="scenarios-title">Scenarios by family</h2>
				<Filters view={view} shown={shown.length} />
				<Scenarios view={view} shown={shown} />
			</section>
		</>
	);
}

function Headline() {
	const { word, text } = DATA.verdict;
	const at = DATA.sentence.lastIndexOf(text);
	return (
		<div class={`headline ${word.replaceAll(" ", "-")}`}>
			<h1>
				<span class="verdict">{word}</span> {DATA.sentence.slice(0, at)}
				<strong>{DATA.sentence.slice(at)}</strong>
			</h1>
			{DATA.repeated !== null && <p>{DATA.repeated}</p>}
			<p>
				<code>{clipped(DATA.run.command)}</code>
			</p>
		</div>
	);
}

/** A command may name hundreds of scenarios; the view of the run has all of it. */
function clipped(command: string): string {
	return command.length <= COMMAND_LENGTH ? command : `${command.slice(0, COMMAND_LENGTH)}…`;
}

/** Legend and counts in one; each leads to its cells. */
function Legend({ view }: { view: View }) {
	const counts = useMemo(() => tally(CELLS), []);
	return (
		<ul class="legend" aria-label={`${count(CELLS.length)} cells by outcome`}>
			{DATA.outcomes.map((outcome) => (
				<li key={outcome}>
					<ToScenarios view={view} to={{ outcome }} class={`count ${outcome}`}>
						<Mark outcome={outcome} />
						<b>{count(counts[outcome])}</b> <span>{LOOKS[outcome].word}</span>
						<small>{LOOKS[outcome].meaning}</small>
					</ToScenarios>
				</li>
			))}
		</ul>
	);
}
