/** The logs of a cell's server and driver: what was written while it ran, where that is known. */
import { counted } from "../../verdict.ts";
import type { PageStory } from "../data.ts";
import { type AppCell, DATA } from "./data.ts";

export function Logs({ cell, story }: { cell: AppCell; story: PageStory | null }) {
	const [batch, instance] = cell.place;
	return (
		<>
			<Log of="server" name={instance} index={story === null ? -1 : story.logs.server} />
			<Log of="driver" name={batch} index={story === null ? -1 : story.logs.driver} />
			{batch !== null && (
				<p class="quiet">
					Transcript: <File path={`transcripts/${batch}.json`} />
				</p>
			)}
		</>
	);
}

function Log({ of, name, index }: { of: string; name: string | null; index: number | null }) {
	if (name === null) return null;
	if (index === null) return <p class="quiet">The {of} never ran: it has no log.</p>;
	const path = `logs/${name}.log`;
	const log = DATA.logs[index];
	if (log === undefined || log.text === "")
		return (
			<p class="quiet">
				The {of}'s log{log === undefined ? "" : " is empty"}: <File path={path} />
			</p>
		);
	return (
		<details open={log.during}>
			<summary>
				The {of}'s log, {log.during ? "while the cell ran" : "its start and end"}
				{log.left > 0 && ` (${counted(log.left, "line")} left out)`}
			</summary>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
			<pre class="log" tabIndex={0}>
				{log.text}
			</pre>
			<p class="quiet">
				The whole of it: <File path={path} />
			</p>
		</details>
	);
}

function File({ path }: { path: string }) {
	return <a href={encodeURI(path)}>{path}</a>;
}
