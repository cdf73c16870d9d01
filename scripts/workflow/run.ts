/** A workflow's jobs, one after another, each with what it needs of those before. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { filled, holds, jsonOf } from "./expressions.ts";
import type { Job, Workflow } from "./file.ts";
import { runJob } from "./job.ts";

export interface WorkflowOrder {
	readonly workflow: Workflow;
	readonly root: string;
	/** A folder that does not exist yet: artefacts, caches, summaries, the site. */
	readonly out: string;
	/** `github` as far as jobs look at it. */
	readonly github: { readonly event_name: string; readonly ref: string };
	readonly inputs: Readonly<Record<string, string | boolean>>;
	readonly say: (line: string) => void;
	readonly signal: AbortSignal;
}

type Result = "success" | "failure" | "skipped";
interface Needed {
	readonly result: Result;
	readonly outputs: Readonly<Record<string, string>>;
}

const Matrix = z.strictObject({
	include: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))).min(1),
});

/** Carries the workflow out; the result of each job by its name, in `results.json` of `out` as well. Throws Error for what is not understood. */
export async function runWorkflow(order: WorkflowOrder): Promise<ReadonlyMap<string, Result>> {
	const ended = new Map<string, Needed>();
	for (const [id, job] of inOrder(order.workflow.jobs)) {
		ended.set(id, await runAll(id, job, order, ended));
	}
	const results = new Map([...ended].map(([id, { result }]) => [id, result]));
	writeFileSync(join(order.out, "results.json"), JSON.stringify(Object.fromEntries(results)));
	return results;
}

/** All runs of a job: one for each entry of its matrix. */
async function runAll(
	id: string,
	job: Job,
	{ workflow, root, out, say, signal, ...order }: WorkflowOrder,
	ended: ReadonlyMap<string, Needed>,
): Promise<Needed> {
	const needs = Object.fromEntries(job.needs.map((name) => [name, ended.get(name)]));
	const contexts = { github: order.github, inputs: order.inputs, needs };
	const failed = Object.values(needs).some((needed) => needed?.result !== "success");
	const standing = { failed, workspace: null };
	if (!holds(job.if, contexts, standing)) {
		say(`${id}: skipped`);
		return { result: "skipped", outputs: {} };
	}
	const matrix =
		job.strategy === undefined
			? [{}]
			: Matrix.parse(jsonOf(job.strategy.matrix, contexts, standing)).include;
	let result: Result = "success";
	let outputs: Needed["outputs"] = {};
	for (const [index, entry] of matrix.entries()) {
		const inside = { ...contexts, matrix: entry };
		const folder = join(out, matrix.length > 1 ? `${id}-${index + 1}` : id);
		mkdirSync(folder, { recursive: true });
		// Never within `out`, which may be a folder of the project: a folder cannot be copied into itself.
		const workspace = mkdtempSync(join(tmpdir(), "workflow-workspace-"));
		say(filled(job.name ?? id, inside, standing));
		const run = await runJob({
			workflow,
			job,
			contexts: inside,
			around: {
				root,
				workspace,
				artefacts: join(out, "artefacts"),
				caches: join(out, "caches"),
				site: join(out, "site"),
			},
			temporary: join(folder, "temporary"),
			say,
			signal,
		}).finally(() => rmSync(workspace, { recursive: true, force: true }));
		writeFileSync(join(folder, "summary.md"), run.summary);
		if (run.failed) result = "failure";
		outputs = { ...outputs, ...run.outputs };
	}
	return { result, outputs };
}

/** Each job after those that it needs. Throws Error where there is no such order. */
export function inOrder(jobs: Workflow["jobs"]): [string, Job][] {
	const left = new Map(Object.entries(jobs));
	const sorted: [string, Job][] = [];
	while (left.size > 0) {
		const next = [...left].find(([, job]) =>
			job.needs.every((name) => sorted.some(([done]) => done === name)),
		);
		if (next === undefined) {
			throw new Error(`needs: a circle, or no such job, among ${[...left.keys()].join(", ")}`);
		}
		sorted.push(next);
		left.delete(next[0]);
	}
	return sorted;
}
