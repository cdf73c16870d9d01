/** The chart of a bench: each server's rate as a multiple of the Go reference's. */

import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { Mode } from "../../interop/model/words.ts";
import { counterpart, REFERENCES, ratioOf } from "../compare/ratios.ts";
import type { BenchResults, Cell } from "../model/results.ts";
import { METHODS } from "./tables.ts";

interface Mark {
	readonly load: string;
	readonly transport: string;
	readonly server: string;
	readonly ratio: number;
	readonly least: number;
	readonly most: number;
}

/** As SVG. */
export async function benchChart(results: BenchResults): Promise<string> {
	const base = REFERENCES.find((name) => results.cells.some(({ server }) => server === name));
	const view = new View(parse(compile(chartOf(results, base ?? REFERENCES[0])).spec), {
		renderer: "none",
	});
	try {
		return `${await view.toSVG()}\n`;
	} finally {
		view.finalize();
	}
}

function chartOf(results: BenchResults, base: string): TopLevelSpec {
	const marks = results.cells.flatMap((cell) => markOf(cell, results.cells, base));
	const colour = {
		field: "server",
		type: "nominal" as const,
		sort: results.servers.map(({ name }) => name),
	};
	const x = {
		field: "ratio",
		type: "quantitative" as const,
		scale: { type: "log" as const },
		title: `rate, as a multiple of ${base}'s (median and spread of the rounds)`,
	};
	return {
		$schema: "https://vega.github.io/schema/vega-lite/v6.json",
		background: "white",
		data: { values: marks },
		facet: {
			row: {
				field: "load",
				type: "nominal",
				sort: loadsInOrder(results),
				title: null,
				header: { labelAngle: 0, labelAlign: "left" },
			},
			column: { field: "transport", type: "nominal", title: null },
		},
		spec: {
			width: 360,
			height: { step: 14 },
			layer: [
				{
					mark: { type: "rule", color: "#999" },
					encoding: { x: { datum: 1, type: "quantitative" } },
				},
				{
					mark: { type: "rule", strokeWidth: 2 },
					encoding: {
						x: { ...x, field: "least" },
						x2: { field: "most" },
						y: { ...colour, title: null },
						color: { ...colour, legend: null },
					},
				},
				{
					mark: { type: "point", filled: true, size: 60 },
					encoding: { x, y: { ...colour, title: null }, color: { ...colour, legend: null } },
				},
			],
		},
	};
}

function markOf(cell: Cell, cells: readonly Cell[], base: string): Mark[] {
	const other = counterpart(cells, cell, base);
	const ratio = other ? ratioOf(cell, other, "rate") : null;
	if (ratio === null) return [];
	const { median, least, most } = ratio;
	const { server, transport } = cell;
	return [{ load: loadName(cell), transport, server, ratio: median, least, most }];
}

function loadName({ mode, features }: Pick<Cell, "mode" | "features">): string {
	return `${METHODS[mode]}, ${features.toLocaleString("en")}`;
}

function loadsInOrder({ cells }: BenchResults): string[] {
	const order = Mode.options;
	const sorted = [...cells].sort(
		(one, other) =>
			order.indexOf(one.mode) - order.indexOf(other.mode) || one.features - other.features,
	);
	return [...new Set(sorted.map(loadName))];
}
