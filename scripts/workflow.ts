/**
 * Carries out .github/workflows/interop.yml on this machine: its own `run` lines, job by job, shards and merge
 * included, so that it cannot rot unseen. Exit 0: each job went well or was skipped; 1: one failed; 2: the
 * workflow has something that is not understood here; 130: interrupted.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { EXIT, UsageError } from "../interop/model/error.ts";
import { runScript } from "./run-script.ts";
import { readWorkflow } from "./workflow/file.ts";
import { runWorkflow } from "./workflow/run.ts";

const ROOT = resolve(import.meta.dirname, "..");
const { values, options } = parse();
await runScript({ name: "workflow", run: carryOut });

async function carryOut(signal: AbortSignal, say: (line: string) => void): Promise<number> {
	const out =
		options.out === undefined ? mkdtempSync(join(tmpdir(), "workflow-")) : resolve(options.out);
	try {
		if (options.out !== undefined && existsSync(out)) throw new Error(`--out ${out}: it exists`);
		const workflow = readWorkflow(resolve(options.workflow));
		const dispatched = options.event === "workflow_dispatch";
		const results = await runWorkflow({
			workflow,
			root: ROOT,
			out,
			github: { event_name: options.event, ref: options.ref },
			inputs: dispatched ? inputsOf(workflow.on.workflow_dispatch.inputs, values) : {},
			say,
			signal,
		});
		for (const [job, result] of results) say(`${job}: ${result}`);
		return [...results.values()].includes("failure") ? EXIT.red : EXIT.green;
	} catch (problem) {
		signal.throwIfAborted();
		const why = problem instanceof Error ? problem.message : String(problem);
		throw new UsageError(why, "scripts/workflow/ says what of a workflow is understood.", problem);
	} finally {
		if (options.out === undefined) rmSync(out, { recursive: true, force: true });
	}
}

function parse() {
	const values: Record<string, string> = {};
	const command = new Command("workflow")
		.description("carry out the jobs of the workflow on this machine")
		.option("--workflow <file>", "the workflow", join(ROOT, ".github/workflows/interop.yml"))
		.option("--event <name>", "what started it", "workflow_dispatch")
		.option("--ref <ref>", "on which branch", "refs/heads/main")
		.option(
			"--input <name=value>",
			"an input of workflow_dispatch, several times",
			(text: string) => {
				const at = text.indexOf("=");
				if (at < 1) command.error(`--input ${text}: expected name=value`, { exitCode: 2 });
				values[text.slice(0, at)] = text.slice(at + 1);
			},
		)
		.option("--out <dir>", "keep artefacts, summaries and the site there")
		.parse();
	const options = command.opts<{ workflow: string; event: string; ref: string; out?: string }>();
	return { values, options };
}

/** As typed, else as the workflow has them by default. Throws Error for one that it does not have. */
function inputsOf(
	known: Readonly<Record<string, { default?: string | number | boolean | undefined }>>,
	typed: Readonly<Record<string, string>>,
): Record<string, string | boolean> {
	const strange = Object.keys(typed).find((name) => !(name in known));
	if (strange !== undefined) {
		throw new Error(`--input ${strange}: there are ${Object.keys(known).join(", ")}`);
	}
	return Object.fromEntries(
		Object.entries(known).map(([name, input]) => {
			const value = typed[name] ?? input.default ?? "";
			const isBoolean = typeof input.default === "boolean";
			return [name, isBoolean ? String(value) === "true" : String(value)];
		}),
	);
}
