/** The part of a log that was written while a cell ran, where its lines tell their time. */
import type { BatchRecord } from "../../model/record.ts";
import { excerpt } from "../excerpt.ts";
import { clip } from "../visible.ts";
import type { PageLog } from "./data.ts";

/** Milliseconds before and after: two clocks wrote it, and a line may come late. */
const AROUND_MS = 50;
const MOST_LINES = 60;
const LINE_LENGTH = 300;
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;

/** From and to, in milliseconds since the epoch. */
export type Period = readonly [from: number, to: number];

/** When a job ran: its driver tells how long after the line before its own line came. */
export function periodOf({ started, jobs }: BatchRecord, job: string | null): Period | null {
	const at = jobs.findIndex(({ line }) => line.job === job);
	const own = jobs[at];
	if (own === undefined) return null;
	const before = jobs.slice(0, at).reduce((sum, { ms }) => sum + ms, 0);
	const to = Date.parse(started) + before + own.ms;
	// Jobs run side by side: it may have begun before the line of another.
	const lasted = Math.max(own.ms, own.line.events?.at(-1)?.[0] ?? 0);
	return [to - lasted, to];
}

/** What was written in that time; where nothing was, the log's start and end. */
export function pageLog(log: string, period: Period | null): PageLog {
	const lines = period === null ? [] : within(log.split("\n"), period);
	if (lines.length === 0) return { ...excerpt(log), during: false };
	const shown = lines.slice(0, MOST_LINES).map((line) => clip(line, LINE_LENGTH));
	return { text: shown.join("\n"), left: lines.length - shown.length, during: true };
}

function within(lines: readonly string[], [from, to]: Period): string[] {
	return lines.filter((line) => {
		const at = Date.parse(STAMP.exec(line)?.[0] ?? "");
		return at >= from - AROUND_MS && at <= to + AROUND_MS;
	});
}
