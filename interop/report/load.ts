/** Everything a report is made of, read once from a run's folder; every form is a function of it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { JobLine } from "../model/batch.ts";
import { Changes } from "../model/changes.ts";
import { RunFolderError } from "../model/error.ts";
import { RunObserved } from "../model/observed.ts";
import { cellId, Plan } from "../model/plan.ts";
import { BatchRecord, InstanceRecord } from "../model/record.ts";
import { jobIn } from "../model/repetition.ts";
import { type CellDetail, Details, Results } from "../model/results.ts";
import { Rows } from "../model/rows.ts";
import { Scenario } from "../model/scenario.ts";
import type { Witness } from "../model/server-lines.ts";

const Scenarios = z.object({ scenarios: z.array(Scenario) });
const RowsFile = z.object({ rows: Rows });

/** Where one cell ran. */
export interface Whereabouts {
	readonly batch: string | null;
	readonly instance: string | null;
	readonly job: string | null;
}

export interface ReportData {
	/** As it was given: what messages show to people. */
	readonly folder: string;
	readonly results: Results;
	readonly plan: Plan;
	/** Null where the run has none. */
	readonly observed: RunObserved | null;
	/** What changed since the run or the baseline that it was compared with; null where it was not. */
	readonly changes: Changes | null;
	readonly scenarios: ReadonlyMap<string, Scenario>;
	/** The references' measured behaviour; null where the run is of a version that kept none. */
	readonly rows: Rows | null;
	/** By cell id: only cells that are not plainly passed. */
	readonly details: ReadonlyMap<string, CellDetail>;
	readonly whereabouts: ReadonlyMap<string, Whereabouts>;
	/** What its driver said of each cell that ran, by cell id. */
	readonly lines: ReadonlyMap<string, JobLine>;
	/** By batch id, of such cells. */
	readonly batches: ReadonlyMap<string, BatchRecord>;
	/** By instance id, of such cells, with what the servers saw of those. */
	readonly instances: ReadonlyMap<string, InstanceRecord>;
	/** Standard error by batch or instance id, of such cells, as it was written. */
	readonly logs: ReadonlyMap<string, string>;
}

/** Reads a run's folder. Throws a RunFolderError where a file is missing, or is not what it should be. */
export async function loadReportData(folder: string): Promise<ReportData> {
	// One after another, so that of several that are missing the same one is named each time.
	const results = await required(folder, "results.json", Results);
	const details = await required(folder, "details.json", Details);
	const { scenarios } = await required(folder, "scenarios.json", Scenarios);
	const plan = await required(folder, "plan.json", Plan);
	const byCell = new Map(details.details.map((detail) => [detail.cell, detail]));
	const whereabouts = locate(plan, byCell);
	const red = results.cells.filter((cell) => cell.outcome !== "passed");
	const places = red.map((cell) => whereabouts.get(cellId(cell)));
	const jobs = new Set(places.flatMap((place) => place?.job ?? []));
	const wanted = new Set(named(places.map((place) => place?.batch)));
	const instances = named(places.map((place) => place?.instance));
	const { batches, lines } = await records(folder, results, whereabouts, wanted);
	return {
		folder,
		results,
		plan,
		observed: await optional(folder, "observed.json", RunObserved),
		changes: await optional(folder, "changes.json", Changes),
		scenarios: new Map(scenarios.map((scenario) => [scenario.id, scenario])),
		rows: (await optional(folder, "rows.json", RowsFile))?.rows ?? null,
		details: byCell,
		whereabouts,
		lines,
		batches,
		instances: await collect(instances, async (id) => {
			const record = await optional(folder, `servers/${id}.json`, InstanceRecord);
			// A server tells of all repetitions: of hundreds of thousands of calls, few are shown.
			return record && { ...record, witnesses: record.witnesses.filter(isOf(jobs)) };
		}),
		logs: await collect([...wanted, ...instances], (id) => text(join(folder, `logs/${id}.log`))),
	};
}

/** What the drivers said of every cell; whole records of the batches that are wanted. */
async function records(
	folder: string,
	{ cells }: Results,
	whereabouts: ReadonlyMap<string, Whereabouts>,
	wanted: ReadonlySet<string>,
): Promise<Pick<ReportData, "batches" | "lines">> {
	const batches = new Map<string, BatchRecord>();
	const lines = new Map<string, JobLine>();
	const carried = Map.groupBy(cells.map(cellId), (id) => whereabouts.get(id)?.batch ?? null);
	for (const [batch, ids] of carried) {
		if (batch === null) continue;
		const record = await optional(folder, `transcripts/${batch}.json`, BatchRecord);
		if (record === null) continue;
		if (wanted.has(batch)) batches.set(batch, record);
		const byJob = new Map(record.jobs.map(({ line }) => [line.job, line]));
		for (const id of ids) {
			const line = byJob.get(whereabouts.get(id)?.job ?? "");
			if (line) lines.set(id, line);
		}
	}
	return { batches, lines };
}

function locate(plan: Plan, details: ReadonlyMap<string, CellDetail>): Map<string, Whereabouts> {
	const batches = new Map(plan.batches.map((batch) => [batch.id, batch]));
	const carriers = new Map(
		plan.batches
			.filter(({ repetition }) => repetition === 1)
			.flatMap((batch) => batch.cells.map((id) => [id, batch])),
	);
	const jobs = new Map(plan.cells.map((cell) => [cell.id, cell.job]));
	const jobOf = (id: string) => {
		const [job, batch] = [jobs.get(id), batches.get(details.get(id)?.batch ?? "")];
		return job === undefined ? null : jobIn(job, batch?.repetition ?? 1, plan.repeat);
	};
	return new Map(
		[...new Set([...jobs.keys(), ...details.keys()])].map((id) => [
			id,
			{
				batch: details.get(id)?.batch ?? carriers.get(id)?.id ?? null,
				instance: details.get(id)?.instance ?? carriers.get(id)?.instance ?? null,
				job: jobOf(id),
			},
		]),
	);
}

function isOf(jobs: ReadonlySet<string>): (witness: Witness) => boolean {
	return ({ cell }) => cell !== null && jobs.has(cell);
}

function named(ids: readonly (string | null | undefined)[]): string[] {
	return [...new Set(ids)].filter((id) => typeof id === "string");
}

async function collect<T>(
	ids: readonly string[],
	read: (id: string) => Promise<T | null>,
): Promise<Map<string, T>> {
	const found = new Map<string, T>();
	// One after the other: a red run has hundreds, and none of them is long.
	for (const id of ids) {
		const value = await read(id);
		if (value !== null) found.set(id, value);
	}
	return found;
}

async function required<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
	const found = await optional(folder, name, schema);
	if (found !== null) return found;
	throw new RunFolderError(
		`${join(folder, name)} is missing; expected a run's folder`,
		"Give a folder that holds results.json, or judge the run first: npm run interop -- judge RUN",
	);
}

/** Null where the file is not there: what never ran left nothing behind. */
async function optional<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
	const path = join(folder, name);
	const content = await text(path);
	if (content === null) return null;
	try {
		return schema.parse(JSON.parse(content));
	} catch (cause) {
		const what = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
		throw new RunFolderError(
			`${path} is not as it should be: ${what.replace(/\s+/g, " ")}`,
			"The file was changed or cut short, or comes from another version; run again, or judge the run again",
			cause,
		);
	}
}

async function text(path: string): Promise<string | null> {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : null;
		// In the stead of the run's folder there may be a file.
		if (code === "ENOENT" || code === "ENOTDIR") return null;
		throw new RunFolderError(`${path} cannot be read: ${cause}`, "Check its permissions.", cause);
	}
}
