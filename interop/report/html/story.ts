/** What is told of a cell that is not passed, beside what was expected and observed. */
import type { BatchRecord } from "../../model/record.ts";
import { blameText } from "../blame.ts";
import { shortJson } from "../json.ts";
import type { ReportData } from "../load.ts";
import { visible } from "../visible.ts";

export interface Story {
	/** The step address where the first difference lies. */
	readonly at: string | null;
	/** Who is to blame. */
	readonly blame: readonly string[];
	/** The ledger's entry, and why it stands there. */
	readonly ledger: string | null;
	/** What the driver said of the job, and what is wrong with its batch or server. */
	readonly driver: readonly string[];
	/** What the server says it saw. */
	readonly witnesses: readonly string[];
	/** Which cells agree with each other, where they do not all. */
	readonly parties: readonly (readonly string[])[];
}

export function story(id: string, data: ReportData): Story {
	const detail = data.details.get(id);
	const place = data.whereabouts.get(id);
	const entry = data.results.ledger.find((known) => known.id === detail?.ledger);
	const instance = data.instances.get(place?.instance ?? "");
	const failed = instance?.failed;
	return {
		at: detail?.at ?? null,
		blame: data.results.blame
			.filter((item) => item.cells.includes(id))
			.map((item) => visible(blameText(item))),
		ledger: entry ? visible(`${entry.id}: ${entry.why}`) : (detail?.ledger ?? null),
		driver: [
			...driver(data.batches.get(place?.batch ?? ""), place?.job ?? null),
			...(failed
				? [`The server did not start: ${visible(failed.why)} ${visible(failed.hint)}`]
				: []),
			...(instance?.died ? ["The server ended by itself."] : []),
		],
		witnesses: (instance?.witnesses ?? [])
			.filter((witness) => witness.cell !== null && witness.cell === place?.job)
			.slice(0, 12)
			.map((witness) => shortJson(witness, 400)),
		parties: detail?.parties ?? [],
	};
}

function driver(batch: BatchRecord | undefined, job: string | null): string[] {
	if (batch === undefined) return [];
	const line = batch.jobs.find((candidate) => candidate.line.job === job)?.line;
	const at = line?.at === null ? "" : ` at step ${line?.at}`;
	const why = line?.why ? `: ${visible(line.why)}` : "";
	return [
		line
			? `The driver ended the job as ${line.end}${at}${why}`
			: "The driver gave no answer to this job.",
		...(batch.distrust
			? [`The batch is not trusted: ${visible(batch.distrust)} ${visible(batch.hint ?? "")}`]
			: []),
	];
}
