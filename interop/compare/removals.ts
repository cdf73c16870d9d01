/**
 * The smallest sets of members whose removal leaves one opinion, and the right one. Exact: a search by
 * size, in which every opinion that must go is hit by one of its members.
 */

/** What one cell says, and who takes part in it. */
export interface Opinion {
	/** Removing any of them removes it. */
	readonly members: readonly string[];
	/** Equal texts are one opinion. */
	readonly seen: string;
	/** True where it must go, whatever the others say. */
	readonly wrong: boolean;
	/** Where some do, only such an opinion can be what is left. */
	readonly votes: boolean;
}

/** More sets of one size than this are not looked for: nobody can be told apart then. */
export const MOST_SETS = 64;

/**
 * All sets of the smallest size, each sorted, in order; `[[]]` where nothing need be removed, `[]`
 * where no removal helps, or none below `limit` members does.
 */
export function smallestRemovals(
	opinions: readonly Opinion[],
	limit = Number.POSITIVE_INFINITY,
): string[][] {
	const problems = problemsOf(opinions);
	const members = new Set(opinions.flatMap((opinion) => opinion.members));
	for (let size = 0; size < Math.min(limit, members.size); size += 1) {
		const found = new Map<string, string[]>();
		for (const problem of problems) hit(problem, size, [], found);
		if (found.size > 0) {
			return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, set]) => set);
		}
	}
	return [];
}

/** Each set of members of which one must go. */
type Problem = readonly (readonly string[])[];

/** One for each opinion that can be what is left; what it takes part in itself is not removed. */
function problemsOf(opinions: readonly Opinion[]): Problem[] {
	const right = opinions.filter(({ wrong }) => !wrong);
	const heard = right.some(({ votes }) => votes) ? right.filter(({ votes }) => votes) : right;
	const kept = distinct(heard, ({ seen, members }) => `${seen}\n${members.join("\n")}`);
	return kept.flatMap(({ seen, members }) => {
		const others = opinions.filter((other) => other.wrong || other.seen !== seen);
		const edges = distinct(
			others.map((other) => other.members.filter((member) => !members.includes(member))),
			(edge) => edge.join("\n"),
		);
		return edges.some((edge) => edge.length === 0) ? [] : [edges];
	});
}

/** Collects the sets of at most `size` members that hit every edge. */
function hit(edges: Problem, size: number, chosen: readonly string[], into: Map<string, string[]>) {
	if (into.size >= MOST_SETS) return;
	const edge = edges.toSorted((one, other) => one.length - other.length)[0];
	if (edge === undefined) {
		const set = [...chosen].sort();
		into.set(set.join("\n"), set);
		return;
	}
	if (atLeast(edges) > size) return;
	const tried: string[] = [];
	for (const member of edge) {
		// A set with one that was tried already has been found there.
		const rest = edges
			.filter((other) => !other.includes(member))
			.map((other) => other.filter((one) => !tried.includes(one)));
		tried.push(member);
		if (rest.some((other) => other.length === 0)) continue;
		hit(rest, size - 1, [...chosen, member], into);
	}
}

/** Edges that share no member need one each. */
function atLeast(edges: Problem): number {
	const taken = new Set<string>();
	let count = 0;
	for (const edge of edges) {
		if (edge.some((member) => taken.has(member))) continue;
		for (const member of edge) taken.add(member);
		count += 1;
	}
	return count;
}

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
	return [...new Map(items.map((item) => [key(item), item])).values()];
}
