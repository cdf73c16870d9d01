/** How long, and in how much memory, parts are merged, and the whole is compared with another run. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { CellDetail, Results } from "../../interop/model/results.ts";
import { writeParts } from "./parts.ts";

const CLI = resolve(import.meta.dirname, "../../interop/cli.ts");
/** Loaded before the program: what it held at most, in KiB, as its last line on stderr. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
	'process.on("exit", () => console.error("\\n" + process.resourceUsage().maxRSS));',
)}`;

/** By what was done: time and memory. `below` is a folder for what is made. */
export async function joined(
	below: string,
	scenarios: number,
	cancelSignal: AbortSignal,
): Promise<Record<string, string>> {
	const parts = writeParts(join(below, "parts"), scenarios);
	const [whole, other] = [join(below, "whole"), join(below, "other")];
	const report = (...words: string[]) => measured(["report", ...words], cancelSignal);
	const merge = await report("merge", ...parts, "--out", whole);
	cpSync(whole, other, { recursive: true });
	spoil(other);
	return { [`merge of ${parts.length} parts`]: merge, diff: await report("diff", whole, other) };
}

/** Makes every hundredth cell of a judged run red. */
function spoil(folder: string): void {
	const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
	const results: Results = read("results.json");
	const details: { readonly details: CellDetail[] } = read("details.json");
	for (const [at, cell] of results.cells.entries()) {
		if (at % 100 !== 0 || cell.outcome !== "passed") continue;
		results.cells[at] = { ...cell, outcome: "failed", reason: "made up" };
		const { server, client, transport, scenario } = cell;
		details.details.push({
			cell: [server, client, transport, scenario].join("/"),
			batch: null,
			instance: null,
			at: "a.finish.status",
			expected: "OK",
			observed: "UNKNOWN",
			ledger: null,
			parties: [],
		});
	}
	writeFileSync(join(folder, "results.json"), JSON.stringify(results));
	writeFileSync(join(folder, "details.json"), JSON.stringify(details));
}

async function measured(words: readonly string[], cancelSignal: AbortSignal): Promise<string> {
	const began = performance.now();
	const { exitCode, stderr } = await execa(
		process.execPath,
		["--import", TELL_PEAK, CLI, ...words],
		// A diff that finds something says so by its exit code.
		{ cancelSignal, reject: false },
	);
	const seconds = (performance.now() - began) / 1000;
	const peak = Number(stderr.split("\n").at(-1)) / 1024;
	if ((exitCode !== 0 && exitCode !== 1) || !Number.isFinite(peak)) {
		throw new Error(`${words.join(" ")}: exit ${exitCode}: ${stderr}`);
	}
	return `${seconds.toFixed(1)} s, ${Math.round(peak)} MiB`;
}
