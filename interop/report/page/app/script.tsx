/** The script of a cell, a step a line, with what it must show. */
import type { ScriptLine } from "../../script.ts";
import { type AppCell, type AppScenario, DATA } from "./data.ts";

export function Script(props: { scenario: AppScenario; cell: AppCell; at: string | null }) {
	const { scenario, cell, at } = props;
	const lines = DATA.scripts[scenario.scripts[cell.behaviour ?? "python"] ?? -1];
	if (lines === undefined) return null;
	return (
		<details class="part script">
			<summary>
				The script{scenario.kind === "dialect" && `, under the behaviour ${cell.behaviour}`}
			</summary>
			<ol>
				{lines.map((line) => (
					<Line
						key={line.address ?? "gap"}
						line={line}
						isHere={at !== null && line.address === at}
					/>
				))}
			</ol>
		</details>
	);
}

function Line({ line, isHere }: { line: ScriptLine; isHere: boolean }) {
	return (
		<li class={line.address === null ? "gap" : isHere ? "here" : undefined}>
			<code>{line.does}</code>
			{line.shows !== null && (
				<p>
					must show <code>{line.shows}</code>
				</p>
			)}
			{isHere && <p class="at">the first difference</p>}
		</li>
	);
}
