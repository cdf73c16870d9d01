/** `npm run report -- merge`: parts of a run become one, which is judged again over all its cells. */
import { rmSync } from "node:fs";
import { z } from "zod";
import { type ExitCode, MergeError } from "../model/error.ts";
import { RunFolder } from "../run/folder.ts";
import { checkOutside, joinParts, readParts } from "../run/merge/merge.ts";
import { FileProblem, readChecked } from "../support/checked-file.ts";
import { typedPath } from "../support/typed-path.ts";
import type { LoadedSide } from "./compare.ts";
import { judgeFolder } from "./judge.ts";
import { runId } from "./run-id.ts";
import type { Terminal } from "./terminal.ts";

export interface MergeOptions {
	readonly out?: string;
	/** A file that `--list --json` printed. */
	readonly whole?: string;
}

/** Joins the folders; resolves with the exit code of the verdict. Throws MergeError, and leaves nothing then. */
export async function merge(
	folders: readonly string[],
	options: MergeOptions,
	terminal: Terminal,
	baseline: LoadedSide | null,
): Promise<ExitCode> {
	const given = folders.map((shown) => ({ shown, folder: new RunFolder(typedPath(shown)) }));
	const out = options.out === undefined ? undefined : typedPath(options.out);
	if (out !== undefined) checkOutside(given, out);
	const parts = readParts(given, options.whole === undefined ? null : listed(options.whole));
	const id = runId();
	const into = RunFolder.create(id, out);
	try {
		joinParts(parts, into, { id, command: terminal.command });
	} catch (problem) {
		rmSync(into.path, { recursive: true, force: true });
		throw problem;
	}
	const code = await judgeFolder(into, terminal, { baseline });
	if (out === undefined) into.becomeLatest();
	return code;
}

/** The cells of a list. Throws MergeError. */
function listed(file: string): string[] {
	try {
		return readChecked(z.object({ cells: z.array(z.string()).min(1) }), typedPath(file)).cells;
	} catch (cause) {
		if (!(cause instanceof FileProblem)) throw cause;
		throw new MergeError(
			`--whole ${cause.message}`,
			"Make it: npm run --silent interop -- --list --json > FILE",
			cause,
		);
	}
}
