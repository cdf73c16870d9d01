/** What h2spec is known to say of the server, and how a run of it differs from that. */
import { z } from "zod";
import type { Case } from "./junit.ts";

/** A case that does not simply pass. */
const Odd = z.strictObject({
	title: z.string(),
	/** `raced`: failed in some runs, passed in the others. */
	outcome: z.enum(["failed", "raced", "skipped"]),
	/** What came in place of what was expected: each that was seen, sorted; empty where skipped. */
	seen: z.array(z.string()),
	/** What the RFC wants, and what is done instead; null until somebody has written it. */
	reason: z.string().min(1).nullable(),
});

/** `reports/h2spec.json`. */
export const Record = z.strictObject({
	h2spec: z.string(),
	/** As the server said of itself. */
	language: z.string(),
	grpc: z.string(),
	/** In how many runs this was seen, besides races that were known before. */
	runs: z.int().min(1),
	counts: z.strictObject({
		cases: z.int(),
		passed: z.int(),
		skipped: z.int(),
		failed: z.int(),
		raced: z.int(),
	}),
	/** By id: those that do not pass in each run. */
	odd: z.record(z.string(), Odd),
	/** Titles by id: those that do. */
	passed: z.record(z.string(), z.string()),
});
export type Record = z.output<typeof Record>;
type Odd = z.output<typeof Odd>;

export interface Releases {
	readonly h2spec: string;
	readonly language: string;
	readonly grpc: string;
}

/**
 * What several runs saw. Reasons are those of the earlier record. What has raced in that has raced since: how
 * often a race is lost depends on what else the machine does.
 */
export function recordOf(
	runs: readonly (readonly Case[])[],
	releases: Releases,
	earlier: Record | null,
): Record {
	const odd: { [id: string]: Odd } = {};
	const passed: { [id: string]: string } = {};
	for (const { id, title } of runs[0] ?? []) {
		const found = runs.map((run) => run.find((one) => one.id === id));
		const outcomes = new Set(found.map((one) => one?.outcome ?? "skipped"));
		const before = earlier?.odd[id];
		const raced = outcomes.size > 1 || (before?.outcome === "raced" && !outcomes.has("skipped"));
		const outcome = raced ? "raced" : [...outcomes][0];
		if (outcome === "passed" || outcome === undefined) {
			passed[id] = title;
			continue;
		}
		const seen = found.flatMap((one) => one?.seen ?? []);
		if (raced) seen.push(...(before?.seen ?? []));
		const reason = before?.reason ?? null;
		odd[id] = { title, outcome, seen: [...new Set(seen)].sort(), reason };
	}
	const count = (outcome: Odd["outcome"]) =>
		Object.values(odd).filter((one) => one.outcome === outcome).length;
	const counts = {
		cases: Object.keys(odd).length + Object.keys(passed).length,
		passed: Object.keys(passed).length,
		skipped: count("skipped"),
		failed: count("failed"),
		raced: count("raced"),
	};
	return { ...releases, runs: runs.length, counts, odd, passed };
}

/** How a run differs from the record, a line for each case; none where it does not. */
export function differences(record: Record, run: readonly Case[]): string[] {
	const ran = new Set(run.map(({ id }) => id));
	const gone = [...Object.keys(record.odd), ...Object.keys(record.passed)]
		.filter((id) => !ran.has(id))
		.map((id) => `${id}: recorded, and not among the cases of this run`);
	return [...run.flatMap((one) => differenceOf(record, one)), ...gone];
}

function differenceOf({ odd, passed }: Record, { id, title, outcome, seen }: Case): string[] {
	const told = `${id} (${title})`;
	const got = outcome === "failed" ? `failed: ${seen}` : outcome;
	const recorded = odd[id];
	if (recorded === undefined) {
		if (!(id in passed)) return [`${told}: ${got}; not recorded`];
		return outcome === "passed" ? [] : [`${told}: ${got}; recorded as passed`];
	}
	const fits = recorded.outcome === "raced" ? outcome !== "skipped" : recorded.outcome === outcome;
	if (!fits) return [`${told}: ${got}; recorded as ${recorded.outcome}`];
	// Where several things came, what comes depends on who is first.
	const [only, ...others] = recorded.seen;
	const always = recorded.outcome === "failed" && others.length === 0;
	if (always && seen !== only) return [`${told}: failed by ${seen}; recorded: ${only}`];
	return recorded.reason === null ? [`${told}: recorded without a reason`] : [];
}
