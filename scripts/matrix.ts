/**
 * The matrix of a workflow's jobs, from what `npm run --silent interop -- --list --json` printed: a part for
 * each shard that has scenarios, or for each server. Prints `matrix=…`, as $GITHUB_OUTPUT takes it.
 */
import { parseArgs } from "node:util";
import { z } from "zod";
import { readTimes } from "../interop/cli/times.ts";
import { dealt } from "../interop/plan/shard.ts";
import { FileProblem, readChecked } from "../interop/support/checked-file.ts";

const Listed = z.object({
	servers: z.array(z.object({ name: z.string() })).min(1),
	scenarios: z.array(z.object({ id: z.string() })).min(1),
});

/** GitHub runs no more jobs of one matrix. */
const MOST_SHARDS = 256;

/** One job: `option` and `value` are what `npm run interop` is given. */
export interface Part {
	readonly name: string;
	readonly option: "--shard" | "--server";
	readonly value: string;
}

/** The parts that together are all of the list. */
export function partsOf(
	list: z.infer<typeof Listed>,
	by: "shard" | "server",
	shards: number,
): Part[] {
	if (by === "server") {
		return list.servers.map(({ name }) => ({ name, option: "--server", value: name }));
	}
	return [...dealt(list.scenarios, shards, readTimes()).keys()].map((index) => ({
		name: `${index}-of-${shards}`,
		option: "--shard",
		value: `${index}/${shards}`,
	}));
}

if (import.meta.main) {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				by: { type: "string", default: "shard" },
				shards: { type: "string", default: "4" },
			},
		});
		const [file, ...more] = positionals;
		if (file === undefined || more.length > 0) throw new TypeError("expected one list");
		const by = z.enum(["shard", "server"]).parse(values.by);
		const shards = z.coerce.number().int().min(1).max(MOST_SHARDS).parse(values.shards);
		console.log(
			`matrix=${JSON.stringify({ include: partsOf(readChecked(Listed, file), by, shards) })}`,
		);
	} catch (problem) {
		const wrong =
			problem instanceof FileProblem ||
			problem instanceof TypeError ||
			problem instanceof z.ZodError;
		if (!wrong) throw problem;
		const said = problem instanceof z.ZodError ? z.prettifyError(problem) : problem.message;
		console.error(`matrix: ${said}\n  matrix.ts LIST [--by shard|server] [--shards N]`);
		process.exitCode = 2;
	}
}
