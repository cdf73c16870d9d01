/**
 * `node scripts/h2spec.ts`: h2spec against the TypeScript server, held case by case against
 * reports/h2spec.json. `--record` runs it several times, and writes that file. Exit 0: as recorded; 1: not so,
 * or a recorded case has no reason; 2: the command line or the record is wrong; 3: h2spec cannot be built here.
 */
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { EXIT, UsageError } from "../interop/model/error.ts";
import { installGoTool } from "../interop/peers/go-tool.ts";
import { FileProblem, readChecked } from "../interop/support/checked-file.ts";
import { shownPath } from "../interop/support/typed-path.ts";
import type { Case } from "./h2spec/junit.ts";
import { differences, Record, recordOf } from "./h2spec/record.ts";
import { H2SPEC, runH2spec } from "./h2spec/run.ts";
import { positive } from "./positive.ts";
import { runScript } from "./run-script.ts";
import { tsServer, withServer } from "./standing-alone.ts";

const FILE = resolve(import.meta.dirname, "../reports/h2spec.json");
const SERVER = "ts-python";

const options = new Command("h2spec")
	.description("hold the TypeScript server against h2spec, and that against the record")
	.option("--record", "write the record anew; reasons stay")
	.option("--runs <n>", "how many runs a record is made of", positive, 8)
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.green : EXIT.usage))
	.parse()
	.opts<{ record?: true; runs: number }>();

await runScript({
	name: "h2spec",
	async run(signal, say) {
		const program = await installGoTool(H2SPEC, say, signal);
		// Before anything is run: it may be wrong.
		const earlier = existsSync(FILE) || options.record === undefined ? readRecord() : null;
		const runs: Case[][] = [];
		const about = await withServer(tsServer(SERVER), { signal, log: say }, async (server) => {
			for (const number of Array(options.record ? options.runs : 1).keys()) {
				say(`run ${number + 1} of ${options.record ? options.runs : 1}`);
				runs.push(await runH2spec(program, server.target.address, signal));
			}
			return server.stop();
		});
		const { language, grpc } = about ?? { language: "unknown", grpc: "unknown" };
		const before = options.record ? earlier : null;
		const now = recordOf(runs, { h2spec: H2SPEC.version, language, grpc }, before);
		const { cases, passed, skipped, failed, raced } = now.counts;
		console.log(
			`${cases} cases: ${passed} passed, ${skipped} skipped, ${failed} failed, ${raced} raced`,
		);
		if (options.record) {
			writeFileSync(FILE, `${JSON.stringify(now, null, "\t")}\n`);
			say(`recorded in ${shownPath(FILE)}`);
		}
		const record = options.record ? now : (earlier ?? now);
		for (const key of ["language", "grpc"] as const) {
			if (record[key] !== now[key]) say(`recorded with ${record[key]}, this is ${now[key]}`);
		}
		const different = [...new Set(runs.flatMap((run) => differences(record, run)))];
		for (const line of different) say(line);
		return different.length === 0 ? EXIT.green : EXIT.red;
	},
});

function readRecord(): Record {
	try {
		return readChecked(Record, FILE);
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		throw new UsageError(problem.message, "`node scripts/h2spec.ts --record` makes it.", problem);
	}
}
