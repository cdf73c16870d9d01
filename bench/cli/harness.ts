/** `npm run bench -- harness`, from its options to its files. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../../interop/model/error.ts";
import { shownPath, typedPath } from "../../interop/support/typed-path.ts";
import { benchHarness } from "../harness/harness.ts";
import { BENCH_REPORTS, makeFolder } from "../report/folder.ts";
import { harnessTables } from "../report/harness.ts";
import { markdownTable } from "../report/markdown.ts";
import type { Terminal } from "./main.ts";
import type { HarnessOptions } from "./options.ts";
import { asText } from "./terminal.ts";

/** Throws InteropError, or where interrupted. */
export async function harness(options: HarnessOptions, terminal: Terminal): Promise<ExitCode> {
	const out = options.out === undefined ? join(BENCH_REPORTS, "harness") : typedPath(options.out);
	const folder = makeFolder(out);
	const results = await benchHarness({
		server: options.server,
		client: options.client,
		scenario: options.scenario,
		rounds: options.rounds,
		command: terminal.command,
		signal: terminal.signal,
		log: (line) => terminal.progress(line),
	});
	const tables = harnessTables(results);
	writeFileSync(join(folder, "harness.json"), `${JSON.stringify(results, null, "\t")}\n`);
	const file = join(folder, "harness.md");
	const title = `# Bench of the harness\n\n${results.started}, by \`${results.command}\`.`;
	writeFileSync(file, `${[title, ...tables.map(markdownTable)].join("\n\n")}\n`);
	terminal.out([...tables.map(asText), shownPath(file)].join("\n\n"));
	return EXIT.green;
}
