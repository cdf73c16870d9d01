/**
 * `node scripts/soak.ts --calls N`: the TypeScript server under all four modes at once, by containers/go/cmd/load,
 * which looks at every answer, with its memory watched. Writes reports/soak.json. Exit 0: nothing was lost or
 * wrong, and memory is flat, or the soak was too short to tell; 1: not so; 2: the command line is wrong; 3: it
 * cannot be run here.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { EXIT } from "../interop/model/error.ts";
import { shownPath, typedPath } from "../interop/support/typed-path.ts";
import { positive } from "./positive.ts";
import { runScript } from "./run-script.ts";
import type { SoakRecord } from "./soak/record.ts";
import { soak } from "./soak/soak.ts";
import { tsServer } from "./standing-alone.ts";

const FILE = resolve(import.meta.dirname, "../reports/soak.json");

const options = new Command("soak")
	.description("keep the TypeScript server busy in all four modes, and watch its memory")
	.option("--calls <n>", "at least so many, of all modes together", positive, 1_000_000)
	.option("--server <name>", "ts-python or ts-go", "ts-python")
	.option("--out <file>", "where the record goes", typedPath, FILE)
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.green : EXIT.usage))
	.parse()
	.opts<{ calls: number; server: string; out: string }>();

await runScript({
	name: "soak",
	async run(signal, say) {
		const { calls, server } = options;
		const record = await soak({ entrant: tsServer(server), calls, signal, log: say });
		writeFileSync(options.out, `${JSON.stringify(record, null, "\t")}\n`);
		for (const [mode, { calls, messages, failed }] of Object.entries(record.totals)) {
			console.log(`${mode}: ${calls} calls, ${messages} messages, ${failed} failed`);
		}
		console.log(memoryLine(record));
		for (const problem of record.verdict.problems) say(problem);
		say(shownPath(options.out));
		return record.verdict.problems.length === 0 ? EXIT.green : EXIT.red;
	},
});

function memoryLine({ seconds, samples, verdict }: SoakRecord): string {
	const megabytes = (samples.at(-1)?.resident_bytes ?? 0) / 1e6;
	const slope = verdict.slope_bytes_per_second / 1e3;
	const word = { true: "flat", false: "rising", null: "too short to tell" }[String(verdict.flat)];
	return `${Math.round(seconds)} s; ${megabytes.toFixed(0)} MB resident at the end; over the last half ${slope.toFixed(1)} kB/s, ${(verdict.rise * 100).toFixed(1)} % of its mean: ${word}`;
}
