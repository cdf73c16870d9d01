/** `npm run report -- open`: the newest page, in a browser where there is one. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import open from "open";
import { RunFolderError } from "../model/error.ts";
import { TIMED_OUT, within } from "../support/timers.ts";
import { shownPath } from "../support/typed-path.ts";

/** The newest run. */
export const LATEST = resolve(import.meta.dirname, "../../reports/latest");

/** A launcher that finds no browser says so at once; one that found one may stay as long as that does. */
const LAUNCH_MS = 3_000;

/** Opens the page of a run; resolves with what is to be said of it. Throws RunFolderError where there is none. */
export async function openPage(folder: string): Promise<string> {
	const page = join(folder, "index.html");
	if (!existsSync(page)) {
		throw new RunFolderError(
			`${page}: there is no such file`,
			"Run something first: npm run interop; or write a run's reports again: npm run report -- RUN",
		);
	}
	const shown = shownPath(page);
	const problem = await launch(page);
	return problem === null
		? `opened ${shown}`
		: `no browser could be opened here (${problem}); the page is ${shown}\n${pathToFileURL(page)}`;
}

/** Null where a browser was found, else what happened. */
async function launch(page: string): Promise<string | null> {
	try {
		const launcher = await open(page);
		const closed = once(launcher, "close") as Promise<[number | null]>;
		const ended = launcher.exitCode === null ? await within(closed, LAUNCH_MS) : TIMED_OUT;
		const code = ended === TIMED_OUT ? launcher.exitCode : ended[0];
		return code === null || code === 0 ? null : `its launcher exited with ${code}`;
	} catch (cause) {
		return (cause as Error).message;
	}
}
