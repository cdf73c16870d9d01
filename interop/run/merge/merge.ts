/** Joins runs' folders to one, which is judged and reported like any other. */
import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { MergeError } from "../../model/error.ts";
import { realPath, shownPath } from "../../support/typed-path.ts";
import type { RunFolder } from "../folder.ts";
import { checkAlike } from "./alike.ts";
import { checkApart, checkWhole } from "./coverage.ts";
import { checkDistinct, type Part, readPart, whole } from "./part.ts";
import { joinedPlan } from "./plan.ts";
import { Renaming } from "./rename.ts";

const ROWS = "rows.json";

export interface Given {
	/** As it was typed. */
	readonly shown: string;
	readonly folder: RunFolder;
}

/** Reads the parts. Throws MergeError where they are truncated, foreign, overlapping, or not all there. */
export function readParts(given: readonly Given[], whole: readonly string[] | null): Part[] {
	checkDistinct(given.map(({ shown, folder }) => ({ shown, path: folder.path })));
	const parts = given.map(({ shown, folder }) => readPart(shown, folder));
	checkAlike(parts);
	checkApart(parts);
	checkWhole(parts, whole);
	return parts;
}

/** Throws MergeError where the folder that is to be written is one of those that are read, lies in one, or holds one. */
export function checkOutside(given: readonly Given[], out: RunFolder["path"]): void {
	const place = realPath(out);
	const isIn = (inner: string, outer: string) => `${inner}${sep}`.startsWith(`${outer}${sep}`);
	for (const { shown, folder } of given) {
		const part = realPath(folder.path);
		const [inside, around] = [isIn(place, part), isIn(part, place)];
		if (!inside && !around) continue;
		const how = inside && around ? "is" : inside ? "lies in" : "holds";
		throw new MergeError(
			`--out ${shownPath(out)} ${how} one of the parts: ${shown}`,
			"Give a folder that is empty or does not exist, beside the parts.",
		);
	}
}

/** Writes what the parts left behind, as one run, into a new run's folder. Throws MergeError. */
export function joinParts(
	parts: readonly Part[],
	into: RunFolder,
	{ id, command }: { readonly id: string; readonly command: string },
): void {
	const jobs = parts.map(({ plan }) => plan.repeat.jobs);
	const all = sum(jobs);
	const renamed = parts.map((part, index) => ({
		part,
		renaming: new Renaming(index + 1, part.plan, sum(jobs.slice(0, index)), all),
	}));
	const scenarios = new Map(
		parts.flatMap(({ facts }) => facts.scenarios.map((scenario) => [scenario.id, scenario])),
	);
	into.write("run.json", frameOf(parts, id));
	into.write("scenarios.json", {
		scenarios: [...scenarios.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
	});
	// Parts are of one catalogue, and so of one set of rows; older runs have none.
	const rows = parts.map(({ folder }) => join(folder.path, ROWS)).find((file) => existsSync(file));
	if (rows !== undefined) into.copy(rows, ROWS);
	into.write("plan.json", joinedPlan(renamed, command));
	into.write("peers.json", { peers: peersOf(parts) });
	for (const { part, renaming } of renamed) copyRecords(part, renaming, into);
}

function copyRecords({ shown, plan, facts, folder }: Part, renaming: Renaming, into: RunFolder) {
	for (const record of facts.instances) {
		const renamed = renaming.instanceRecord(record);
		into.write(join("servers", `${renamed.instance}.json`), renamed, "compact");
	}
	for (let repetition = 1; repetition <= plan.repeat.times; repetition++) {
		const { batches, relays } = whole(shown, () => facts.factsOf(repetition));
		for (const record of batches) {
			const renamed = renaming.batchRecord(record);
			into.write(join("transcripts", `${renamed.batch}.json`), renamed, "compact");
		}
		for (const record of relays) {
			const renamed = renaming.relayRecord(record);
			into.write(join("relays", `${renamed.batch}.json`), renamed, "compact");
		}
	}
	for (const name of folder.logs()) {
		into.copy(join(folder.path, "logs", name), join("logs", renaming.id(name)));
	}
}

/** From the beginning of the first of them to the end of the last. */
function frameOf(parts: readonly Part[], id: string) {
	const runs = parts.map(({ facts }) => facts.run);
	const [first] = parts;
	const peers = Object.assign({}, ...parts.map(({ origin }) => origin.peers));
	return {
		id,
		started: runs.map(({ started }) => started).sort()[0],
		ended: runs
			.map(({ ended }) => ended)
			.sort()
			.at(-1),
		interrupted: false,
		origin: first && { ...first.origin, peers, shard: null },
		parts: parts.map(({ facts: { run }, origin: { shard } }) => ({
			id: run.id,
			shard: shard && { index: shard.index, of: shard.of },
		})),
	};
}

/** One record for each peer: of the part where it failed, else of the first that has it. */
function peersOf(parts: readonly Part[]) {
	const records = parts.flatMap(({ facts }) => facts.peers);
	const byName = Map.groupBy(records, ({ peer }) => peer);
	return [...byName.values()].flatMap(
		(group) => group.find(({ failed }) => failed !== null) ?? group.slice(0, 1),
	);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
