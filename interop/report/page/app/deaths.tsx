/** The servers that died: before all else, since what came after is their doing. */
import { DEATHS_MEAN, MOST_DEATHS } from "../../deaths.ts";
import { counted } from "../../verdict.ts";
import { DATA } from "./data.ts";

export function Deaths() {
	const { deaths } = DATA;
	if (deaths.length === 0) return null;
	const rest = deaths.slice(MOST_DEATHS);
	return (
		<section class="told deaths" aria-labelledby="deaths-title">
			<h2 id="deaths-title">{counted(deaths.length, "server instance")} died</h2>
			<Lines of={deaths.slice(0, MOST_DEATHS)} />
			{rest.length > 0 && (
				<details>
					<summary>{rest.length} more</summary>
					<Lines of={rest} />
				</details>
			)}
			<p class="quiet">{DEATHS_MEAN}</p>
		</section>
	);
}

function Lines(props: { of: readonly string[] }) {
	return (
		<ul>
			{props.of.map((text) => (
				<li key={text}>{text}</li>
			))}
		</ul>
	);
}
