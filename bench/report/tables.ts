/** The tables of a bench, as rows of cells; Markdown and terminal show the same ones. */
import { type Judged, judgeAims } from "../compare/aims.ts";
import type { Comparison } from "../compare/previous.ts";
import { counterpart, MEASURES, measured, REFERENCES, ratioOf } from "../compare/ratios.ts";
import { FEATURES } from "../model/loads.ts";
import type { BenchResults, Cell } from "../model/results.ts";
import { figures, megabytes, spread, times } from "./numbers.ts";

export interface Table {
	readonly title: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

/** What each mode's call is. */
export const METHODS = {
	unary: "GetFeature",
	"server-streaming": "ListFeatures",
	"client-streaming": "RecordRoute",
	"bidirectional-streaming": "RouteChat",
} as const;

export function aimsTable(results: BenchResults): Table {
	return {
		title: "Aims",
		head: ["what", "of", "wanted", "plaintext", "TLS", ""],
		rows: judgeAims(results).map(({ aim, ratios, met }) => [
			aim.what,
			`${aim.server} / ${aim.base}`,
			"least" in aim.wanted ? `≥ ${aim.wanted.least} ×` : `≤ ${aim.wanted.most} ×`,
			spread(ratios.plaintext),
			spread(ratios.tls),
			verdict(met),
		]),
	};
}

function verdict(met: Judged["met"]): string {
	if (met === null) return "not measured";
	return met ? "met" : "missed";
}

/** One for each mode, database and transport that was measured. */
export function cellTables(results: BenchResults): Table[] {
	const { cells } = results;
	const firsts = cells.filter(
		(cell, at) => cells.findIndex((other) => isAlike(other, cell)) === at,
	);
	return firsts.map((first) => {
		const { mode, features, transport, in_flight, per_call } = first;
		const unit = mode === "unary" ? "calls/s" : "messages/s";
		const each = mode === "unary" ? "" : `, ${per_call.toLocaleString("en")} a call`;
		return {
			title: `${METHODS[mode]}, ${features.toLocaleString("en")} features, ${transport}: ${in_flight} in flight${each}`,
			head: [
				"server",
				unit,
				...REFERENCES.map((base) => `× ${base}`),
				"p50 ms",
				"p99 ms",
				"CPU s / 1,000 calls",
				"resident MB",
				"failed",
			],
			rows: cells.filter((cell) => isAlike(cell, first)).map((cell) => cellRow(cell, cells)),
		};
	});
}

function isAlike(one: Cell, other: Cell): boolean {
	return (
		one.mode === other.mode && one.features === other.features && one.transport === other.transport
	);
}

function cellRow(cell: Cell, cells: readonly Cell[]): string[] {
	const against = REFERENCES.map((name) => {
		const base = counterpart(cells, cell, name);
		return times(base ? ratioOf(cell, base, "rate") : null);
	});
	const middle = (of: Parameters<typeof measured>[1]) => {
		const numbers = measured(cell, of);
		return numbers === null ? "–" : figures(numbers.median);
	};
	return [
		cell.server,
		spread(measured(cell, MEASURES.rate.of)),
		...against,
		middle(({ p50_ms }) => p50_ms),
		middle(({ p99_ms }) => p99_ms),
		middle(MEASURES.cpu.of),
		megabytes(measured(cell, MEASURES.resident.of)),
		String(cell.attempts.reduce((sum, { failed }) => sum + failed, 0)),
	];
}

/** How long servers took to be ready, and what they held then. */
export function startTable({ instances, servers }: BenchResults): Table {
	const chosen = FEATURES.filter((features) => instances.some((one) => one.features === features));
	return {
		title: "Ready after (s), and resident then (MB)",
		head: ["server", ...chosen.map((features) => `${features.toLocaleString("en")} features`)],
		rows: servers.map(({ name }) => [
			name,
			...chosen.map((features) => {
				const its = instances.filter(
					(one) => one.server === name && one.features === features && one.failed === null,
				);
				if (its.length === 0) return "–";
				const least = (of: (instance: (typeof its)[number]) => number) => Math.min(...its.map(of));
				return `${figures(least(({ ready_ms }) => ready_ms) / 1e3)} s, ${figures(least(({ resident_bytes }) => resident_bytes) / 1e6)} MB`;
			}),
		]),
	};
}

/** What moved since an earlier run. */
export function movesTable({ moves }: Comparison): Table {
	return {
		title: "Moved beyond the spread",
		head: ["what", "ratio", "before", "now"],
		rows: moves.map(({ cell, base, measure, before, now }) => [
			`${METHODS[cell.mode]}, ${cell.features.toLocaleString("en")} features, ${cell.transport}: ${MEASURES[measure].title}`,
			`${cell.server} / ${base}`,
			spread(before),
			spread(now),
		]),
	};
}
