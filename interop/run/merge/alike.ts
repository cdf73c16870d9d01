/** Whether runs belong together: made from the same things, by the same harness, of the same kind. */
import { MergeError } from "../../model/error.ts";
import type { Part } from "./part.ts";

const HINT =
	"Run all parts from one commit, with the same options but --shard, --server and the like.";

/** Throws MergeError for the first part that is unlike the first one, and says in what. */
export function checkAlike(parts: readonly Part[]): void {
	const [first, ...others] = parts;
	if (first === undefined) return;
	for (const other of others) {
		const what = differences(first, other)[0];
		if (what !== undefined) {
			throw new MergeError(`foreign: ${other.shown} is unlike ${first.shown}: ${what}`, HINT);
		}
	}
	checkVersions(parts);
}

function differences(one: Part, other: Part): string[] {
	const sides = (title: string, read: (part: Part) => unknown) => {
		const [was, is] = [JSON.stringify(read(one)), JSON.stringify(read(other))];
		return was === is ? [] : [`${title} ${is} there, ${was} here`];
	};
	const digests = (["harness", "catalogue", "ledger"] as const)
		.filter((name) => one.origin[name] !== other.origin[name])
		.map((name) => `another ${name}`);
	const peers = Object.entries(other.origin.peers)
		.filter(([name, digest]) => (one.origin.peers[name] ?? digest) !== digest)
		.map(([name]) => `other files of the peer ${name}`);
	return [
		...digests,
		...peers,
		...sides("the runtime is", ({ plan }) => plan.runtime),
		...sides("--timeout in ms is", ({ plan }) => plan.limit_ms),
		...sides("--repeat is", ({ plan: { repeat } }) => repeat.times),
		...sides("--seed is", ({ plan: { repeat } }) => repeat.seed),
		...shards(one, other),
		...sides("the shards that have scenarios are", ({ origin }) => origin.shard?.filled ?? null),
	];
}

function shards(one: Part, other: Part): string[] {
	const kind = ({ origin: { shard } }: Part) =>
		shard === null ? "no shard" : `one of ${shard.of}`;
	return kind(one) === kind(other) ? [] : [`it is ${kind(other)} there, ${kind(one)} here`];
}

/** What a peer said of itself in one part, it must not deny in another. */
function checkVersions(parts: readonly Part[]): void {
	const said = new Map<string, { readonly text: string; readonly part: Part }>();
	for (const part of parts) {
		for (const { role, name, language, grpc } of part.results.peers) {
			// One that was not heard said nothing.
			if (language === null && grpc === null) continue;
			const text = [language, grpc].filter((word) => word !== null).join(", ");
			const key = `${role} ${name}`;
			const before = said.get(key);
			if (before !== undefined && before.text !== text) {
				throw new MergeError(
					`foreign: the ${key} is ${text} in ${part.shown}, ${before.text} in ${before.part.shown}`,
					"Run all parts with the same versions: their cells would be compared with each other.",
				);
			}
			said.set(key, { text, part });
		}
	}
}
