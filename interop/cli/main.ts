/** The command line from its words to its exit code. Nothing here exits, or listens to signals. */
import { CommanderError } from "commander";
import { EXIT, InteropError, UsageError } from "../model/error.ts";
import { isWorse } from "../report/changes/compare.ts";
import { changesMarkdown, changesText } from "../report/changes/forms.ts";
import { counted } from "../report/verdict.ts";
import { writeReports } from "../report/write.ts";
import { RunFolder } from "../run/folder.ts";
import { shownPath, typedPath } from "../support/typed-path.ts";
import {
	BASELINE_FILE,
	compareSides,
	loadRun,
	loadSide,
	recordChanges,
	renewBaseline,
} from "./compare.ts";
import { explained } from "./explain.ts";
import { interop } from "./interop.ts";
import { judgeFolder } from "./judge.ts";
import { type MergeOptions, merge } from "./merge.ts";
import { OBSERVED_FILE, renewRecord } from "./observed.ts";
import { LATEST, openPage } from "./open.ts";
import { type InteropOptions, program } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { addTimes, TIMES_FILE } from "./times.ts";

/** Does what the words after the program's name say; resolves with the exit code, never rejects. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
	let code: number = EXIT.green;
	const commands = program({
		async interop(options) {
			code = await interop(options, terminal);
		},
		async judge(run) {
			checkAlone("baseline", "quiet");
			const brief = commands.opts<InteropOptions>().quiet === true;
			const judged = { baseline: givenBaseline(), brief };
			code = await judgeFolder(new RunFolder(typedPath(run)), terminal, judged);
		},
		async report(run) {
			checkAlone("baseline");
			const before = givenBaseline();
			if (before !== null) recordChanges(typedPath(run), before);
			const { files } = await writeReports(typedPath(run), (line) =>
				terminal.progress.stream.write(`${line}\n`),
			);
			terminal.out(files.join("\n"));
		},
		async merge(runs, options) {
			checkAlone("out", "baseline");
			const all = { ...options, ...commands.opts<MergeOptions>() };
			code = await merge(runs, all, terminal, givenBaseline());
		},
		async times(run) {
			checkAlone();
			const added = Object.keys(addTimes(new RunFolder(typedPath(run))));
			terminal.out(`${shownPath(TIMES_FILE)}: ${counted(added.length, "scenario")} added`);
		},
		async observed(runs) {
			checkAlone();
			const { observations } = renewRecord(runs.map((run) => new RunFolder(typedPath(run))));
			terminal.out(`${shownPath(OBSERVED_FILE)}: ${observations.length} observations`);
		},
		async open(run) {
			checkAlone();
			terminal.out(await openPage(run === undefined ? LATEST : typedPath(run)));
		},
		async diff(before, after, { markdown }) {
			checkAlone();
			const changes = compareSides(loadSide(typedPath(before)), loadRun(typedPath(after)));
			terminal.out(markdown ? changesMarkdown(changes).trimEnd() : changesText(changes, terminal));
			code = isWorse(changes) ? EXIT.red : EXIT.green;
		},
		async baseline(run, named) {
			checkAlone();
			const file = named === undefined ? BASELINE_FILE : typedPath(named);
			const { summary } = renewBaseline(typedPath(run), file);
			terminal.out(`${shownPath(file)}: ${counted(summary.total, "cell")}`);
		},
	});
	const givenBaseline = () => {
		const { baseline } = commands.opts<InteropOptions>();
		return baseline === undefined ? null : loadSide(typedPath(baseline));
	};
	const checkAlone = (...but: readonly string[]) => {
		const given = commands.options
			.map((option) => ({ long: option.long, name: option.attributeName() }))
			.find(({ name }) => !but.includes(name) && commands.getOptionValueSource(name) === "cli");
		if (given === undefined) return;
		throw new UsageError(
			`${given.long} does not go with judge and report`,
			"They work on all of a run's files, and start nothing.",
		);
	};
	const stderr = (text: string) => void terminal.progress.stream.write(text);
	const parts = commands.commands.flatMap((command) => [command, ...command.commands]);
	for (const command of [commands, ...parts]) {
		command.exitOverride().configureOutput({
			writeOut: (text) => terminal.out(text.trimEnd()),
			writeErr: stderr,
			outputError: (text) => stderr(`arguments: ${text.replace(/^error: /, "")}`),
		});
	}
	try {
		await commands.parseAsync(words, { from: "user" });
	} catch (problem) {
		return explain(problem, stderr);
	}
	return code;
}

function explain(problem: unknown, stderr: (text: string) => void): number {
	if (problem instanceof CommanderError) {
		if (problem.exitCode === 0) return EXIT.green;
		stderr("  `npm run interop -- --help` shows what can be typed.\n");
		return EXIT.usage;
	}
	if (problem instanceof InteropError) {
		stderr(explained(problem));
		return problem.code;
	}
	stderr(
		`a fault of the harness, please report it: ${problem instanceof Error ? problem.stack : problem}\n`,
	);
	return EXIT.red;
}
