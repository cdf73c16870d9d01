/** How often each cell was red in a run with repetitions, and how long the jobs of each pair took. */
import { type ComponentChild, h } from "preact";
import type { Results } from "../../model/results.ts";
import { flakyCells, LATENCY_HEAD, latencyRow, repeatText } from "../repetitions.ts";
import { oneLine } from "../visible.ts";
import { section, table, word } from "./parts.ts";

/** Null for a run without repetitions. */
export function repetitions(results: Results): ComponentChild {
	const text = repeatText(results);
	if (text === null) return null;
	const rows = flakyCells(results).map(({ id, rate, reason }) => [
		h("a", { class: "word", href: `#${new URLSearchParams({ cell: id })}` }, id),
		word(rate),
		oneLine(reason, 300),
	]);
	return section("repetitions", "Repetitions", [
		h("p", { class: "quiet" }, `${text}.`),
		...(rows.length === 0 ? [] : [table(["cell", "flake rate", "reason"], rows)]),
	]);
}

export function latency({ latency = [] }: Results): ComponentChild {
	return section("latency", "Latency", [
		h(
			"p",
			{ class: "quiet" },
			"What the jobs of each pair took, many of them at once; scenarios that wait by the clock are left out.",
		),
		table(
			LATENCY_HEAD,
			latency.map((line) => latencyRow(line).map((text) => word(text))),
		),
	]);
}
