/** Makes no call, and reports what the run's own files say is expected: only the witness can tell. */
import { readFileSync } from "node:fs";
import type { JobLine, StepResult } from "../../driver/lines.ts";
import { isObject } from "../../driver/shape.ts";
import { deeply } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

interface Cell {
	readonly job: string;
	readonly scenario: string;
	readonly behaviour: string;
	readonly places: Readonly<Record<string, unknown>>;
}
interface Scenario {
	readonly id: string;
	readonly scripts: Readonly<Record<string, { readonly expected: readonly unknown[] }>>;
}

const read = (name: string) =>
	JSON.parse(readFileSync(new URL(`../../../reports/selftest/${name}`, import.meta.url), "utf8"));
const { cells } = read("plan.json") as { readonly cells: readonly Cell[] };
const { scenarios } = read("scenarios.json") as { readonly scenarios: readonly Scenario[] };

await drive({
	run(job, real): JobLine | Promise<JobLine> {
		const cell = cells.find((other) => other.job === job.job);
		const scenario = scenarios.find(({ id }) => id === cell?.scenario);
		const script = scenario?.scripts[cell?.behaviour ?? ""];
		if (!cell || !script) return real();
		const results = script.expected.map((expected) => {
			const seen = deeply({ expected }, (value, key) =>
				key === "location" ? (cell.places[String(value)] ?? value) : value,
			) as { readonly expected: unknown };
			const empty = { initial: [], trailing: [], reserved: [], details: "" };
			const wanted = isObject(seen.expected) ? seen.expected : {};
			return ("status" in wanted ? { ...empty, ...wanted } : wanted) as StepResult;
		});
		return { job: job.job, end: "completed", at: null, why: null, results };
	},
});
