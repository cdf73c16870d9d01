/** What is told of a cell that is not passed, beside what was expected and observed. */
import type { BatchRecord } from "../../model/record.ts";
import type { ReportData } from "../load.ts";
import type { PageWitness } from "./data.ts";
import { witnessTold } from "./witness.ts";

/** Calls of a cell that are shown as the server saw them. */
const MOST_WITNESSES = 12;

/** What the driver said of the job, and what is wrong with its batch or server. */
export function driverTold(id: string, data: ReportData): string[] {
	const place = data.whereabouts.get(id);
	const batch = data.batches.get(place?.batch ?? "");
	const instance = data.instances.get(place?.instance ?? "");
	const failed = instance?.failed ?? null;
	// The batch of a server that did not start says so, in the server's words.
	const distrust = batch?.distrust === failed?.why ? null : (batch?.distrust ?? null);
	return [
		...job(batch, place?.job ?? null),
		...(distrust === null ? [] : [`The batch is not trusted: ${sentences(distrust, batch?.hint)}`]),
		...(failed === null ? [] : [`The server did not start: ${sentences(failed.why, failed.hint)}`]),
		...(instance?.died ? ["The server ended by itself."] : []),
	];
}

/** What the server says it saw of the cell's calls. */
export function witnessesTold(id: string, data: ReportData): PageWitness[] {
	const place = data.whereabouts.get(id);
	return (data.instances.get(place?.instance ?? "")?.witnesses ?? [])
		.filter(({ cell }) => cell !== null && cell === place?.job)
		.slice(0, MOST_WITNESSES)
		.map(witnessTold);
}

function job(batch: BatchRecord | undefined, job: string | null): string[] {
	if (batch === undefined) return [];
	const line = batch.jobs.find((candidate) => candidate.line.job === job)?.line;
	const step = line?.at ?? null;
	// Counted from one, as in the reason.
	const at = step === null ? "" : ` at step ${step + 1}`;
	const why = line?.why ? `: ${line.why}` : "";
	return [
		line
			? `The driver ended the job as ${line.end}${at}${why}`
			: "The driver gave no answer to this job.",
	];
}

/** Why, and what to do, each as a sentence. */
function sentences(...texts: readonly (string | null | undefined)[]): string {
	return texts.flatMap((text) => (text ? [/[.!?]$/.test(text) ? text : `${text}.`] : [])).join(" ");
}
