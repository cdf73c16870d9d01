/** Parts of a run that `merge` refuses to join: what is wrong with them, the folders, what it says. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { folderWith } from "./folder.ts";

export interface Whole {
	/** A run's shards. */
	readonly parts: readonly string[];
	/** The same run's servers. */
	readonly columns: readonly string[];
	/** Where they are, beside the `whole` run. */
	readonly folder: Pick<ReturnType<typeof folderWith>, "at">;
}

export type Refusal = readonly [what: string, given: () => readonly string[], says: RegExp];

export function refusals({ parts, columns, folder }: Whole): Refusal[] {
	const [first = "", second = "", third = ""] = parts;
	const [one = ""] = columns;
	/** A part of which something is changed, beside the others. */
	function changed(part: string, change: (copy: string) => void): string {
		const copy = folder.at("changed");
		rmSync(copy, { recursive: true, force: true });
		cpSync(part, copy, { recursive: true });
		change(copy);
		return copy;
	}
	function edited(part: string, name: string, edit: (value: Record<string, unknown>) => unknown) {
		return changed(part, (copy) => {
			const value = JSON.parse(readFileSync(join(copy, name), "utf8"));
			writeFileSync(join(copy, name), JSON.stringify(edit(value)));
		});
	}
	return [
		[
			"the same part twice",
			() => [first, second, third, first],
			/^merge: overlapping: .*shard-1 and .*shard-1 are the same folder/,
		],
		[
			"a copy of a part",
			() => [...parts, changed(first, () => {})],
			/^merge: overlapping: .*changed and .*shard-1 both have one\/one\/plaintext\/\S+, and 1 more cells/,
		],
		[
			"a server twice",
			() => [one, edited(one, "run.json", (run) => run)],
			/^merge: overlapping: .* both have one\/one/,
		],
		["a part too few", () => [first, third], /^merge: missing: shard 2\/3\n/],
		[
			"a whole run among shards",
			() => [first, folder.at("whole")],
			/^merge: foreign: .*whole is unlike .*shard-1: it is no shard there, one of 3 here/,
		],
		[
			"another catalogue",
			() => [
				first,
				second,
				edited(third, "run.json", (run) => ({
					...run,
					origin: { ...(run.origin as object), catalogue: "0".repeat(64) },
				})),
			],
			/^merge: foreign: .*changed is unlike .*shard-1: another catalogue\n/,
		],
		[
			"another harness",
			() => [
				first,
				second,
				edited(third, "run.json", (run) => ({
					...run,
					origin: { ...(run.origin as object), harness: "0".repeat(64) },
				})),
			],
			/: another harness\n/,
		],
		[
			"another ledger",
			() => [
				first,
				second,
				edited(third, "run.json", (run) => ({
					...run,
					origin: { ...(run.origin as object), ledger: "0".repeat(64) },
				})),
			],
			/: another ledger\n/,
		],
		[
			"another peer of the name",
			() => [
				first,
				second,
				edited(third, "run.json", (run) => ({
					...run,
					origin: { ...(run.origin as object), peers: { one: "0".repeat(64) } },
				})),
			],
			/: other files of the peer one\n/,
		],
		[
			"another limit",
			() => [first, second, edited(third, "plan.json", (plan) => ({ ...plan, limit_ms: 7 }))],
			/: --timeout in ms is 7 there, 20000 here\n/,
		],
		[
			"another version of a peer",
			() => [
				first,
				second,
				edited(third, "results.json", (results) => ({
					...results,
					peers: (results.peers as object[]).map((peer) => ({ ...peer, grpc: "grpc 0.1" })),
				})),
			],
			/^merge: foreign: the server one is .*, grpc 0.1 in .*changed, /,
		],
		[
			"a run of an older version",
			() => [first, second, edited(third, "run.json", ({ origin: _, ...run }) => run)],
			/^merge: foreign: .*changed does not say what it was made from/,
		],
		[
			"an interrupted part",
			() => [first, second, edited(third, "run.json", (run) => ({ ...run, interrupted: true }))],
			/^merge: truncated: .*changed: the run was interrupted\n/,
		],
		[
			"a part without an end",
			() => [first, second, edited(third, "run.json", (run) => ({ ...run, ended: null }))],
			/^merge: truncated: .*changed: the run has no end\n/,
		],
		[
			"a part without results",
			() => [first, second, changed(third, (copy) => rmSync(join(copy, "results.json")))],
			/^merge: truncated: .*changed: results.json is missing\n/,
		],
		[
			"a part that lacks its transcripts",
			() => [
				first,
				second,
				changed(third, (copy) => {
					for (const name of readdirSync(join(copy, "transcripts")))
						rmSync(join(copy, "transcripts", name));
				}),
			],
			/^merge: truncated: .*changed: transcripts\/\S+.json and \d+ more is missing\n/,
		],
		[
			"a part of which a transcript is cut short",
			() => [
				first,
				second,
				changed(third, (copy) => {
					const [name = ""] = readdirSync(join(copy, "transcripts"));
					writeFileSync(join(copy, "transcripts", name), '{"batch":');
				}),
			],
			/^merge: truncated: .*changed: transcripts\/\S+.json: .*JSON/,
		],
		[
			"a part of which a transcript is of no known shape",
			() => [
				first,
				second,
				changed(third, (copy) => {
					const [name = ""] = readdirSync(join(copy, "transcripts"));
					writeFileSync(join(copy, "transcripts", name), "{}");
				}),
			],
			/^merge: truncated: .*changed: .*transcripts\/\S+.json: /,
		],
		[
			"a part whose plan is cut short",
			() => [
				first,
				second,
				changed(third, (copy) => writeFileSync(join(copy, "plan.json"), '{"runtime":')),
			],
			/^merge: truncated: .*changed: .*plan.json: /,
		],
		[
			"a server with fewer scenarios than the other",
			() => [
				one,
				edited(columns[1] ?? "", "plan.json", (plan) => ({
					...plan,
					cells: (plan.cells as object[]).slice(1),
				})),
			],
			/^merge: truncated: .*results.json has \d+ cells, its plan \d+\n/,
		],
		[
			"no run at all",
			() => [folder.at("nothing")],
			/^merge: truncated: .*nothing: .*run.json: there is no such file|no such folder/,
		],
	];
}
