/** The servers that died, in words: what stands before all else where some did. */
import { describeExit } from "../model/record.ts";
import type { Death, Results } from "../model/results.ts";
import { counted, listed } from "./verdict.ts";
import { oneLine } from "./visible.ts";

/** Deaths that are told at once, and suspects of one. */
export const MOST_DEATHS = 4;
const MOST_SUSPECTS = 3;

/** What must stand with them. */
export const DEATHS_MEAN =
	"What came later in the same instance failed for that, and says nothing of its own scenario: begin here.";

/** A line for each; `folder`: the run's, as it is to be shown. */
export function deathTexts({ deaths = [] }: Pick<Results, "deaths">, folder: string): string[] {
	return deaths.map((death) => oneLine(deathText(death, folder), 1_000));
}

function deathText({ server, instance, exit, at, times, suspects, said }: Death, folder: string) {
	const how = exit === null ? "" : ` (${describeExit(exit)})`;
	const often = times > 1 ? `, ${times} times, first` : "";
	const shown = suspects.slice(0, MOST_SUSPECTS);
	const more = suspects.length - shown.length;
	const amid = listed(more > 0 ? [...shown, `${counted(more, "cell")} more`] : shown);
	return [
		`server ${server} (${instance}) died by itself${how}${often} at ${at}`,
		suspects.length === 0 ? "no cell's calls ran then" : `amid or right after ${amid}`,
		said === null ? "its log is empty" : `it said: ${said}`,
		`log: ${folder === "" ? "" : `${folder}/`}logs/${instance}.log`,
	].join("; ");
}
