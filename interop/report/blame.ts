/** Whom to blame, in words, and by the peers that it comes down to. */
import type { Blame } from "../model/results.ts";
import { groupBy } from "./tally.ts";
import { listed } from "./verdict.ts";

const choice = new Intl.ListFormat("en", { type: "disjunction" });

/** What a heading over it must say. */
export const BLAME_MEANS =
	"The smallest set of peers without which all the other cells of a scenario agree, and are right; a transport where that takes fewer.";

/** E.g. server go and client ts, or server python; at most so many sets by name. */
export function culprits({ sets }: Pick<Blame, "sets">, most = 4): string {
	if (sets.length === 0) return "nobody in particular";
	const names = sets.map((set) => listed(set.map(({ role, name }) => `${role} ${name}`)));
	const left = names.length - most;
	const shown = left > 0 ? [...names.slice(0, most), `one of ${left} more such sets`] : names;
	return choice.format(shown);
}

/** The same, with what is known of them besides. */
function title(item: Pick<Blame, "sets" | "cause">): string {
	switch (item.cause?.is) {
		case "not-started":
			return `${culprits(item)}, which did not start`;
		case "expectation-alone":
			return "all of them agree; the scenario's expectation stands alone";
		default:
			return culprits(item);
	}
}

/** One verdict in a line. */
export function blameText(item: Blame): string {
	const whom = title(item);
	if (item.cause?.is === "not-started") return `${whom}: ${item.cause.said}`;
	if (item.cause?.is === "expectation-alone")
		return `${whom}: each saw the same, and differs from it in the same place: ${item.cause.said}; look whether the scenario is right`;
	if (item.sets.length === 0) return `${whom}: ${whyNobody(item)}`;
	const single = item.sets.every((set) => set.length === 1);
	const without = item.sets.length > 1 ? "one of these" : single ? "it" : "them";
	return `${whom}: without ${without} all the others agree, and are right`;
}

/** Why nobody is found, and what would find somebody. */
function whyNobody({ cells, behaviour }: Blame): string {
	const [servers, clients] = [0, 1].map((at) => [...new Set(cells.map((id) => id.split("/")[at]))]);
	const like = behaviour === null ? "" : ` that follows ${behaviour}`;
	if (servers?.length === 1 && clients?.length === 1)
		return "there is no other cell to compare with; run other servers and clients as well";
	if (servers?.length === 1)
		return `no other server${like} ran beside ${servers[0]}; with one, this would tell it from its clients`;
	if (clients?.length === 1)
		return `no other client ran beside ${clients[0]}; with one, this would tell it from its servers`;
	return "whoever is left out, what is left is not right, or does not agree";
}

/** The scenarios that come down to the same peers. */
export interface Blamed {
	readonly title: string;
	readonly items: readonly Blame[];
}

/** By peers, those with the most scenarios first. `known`: what the ledger knows, or what is red. */
export function blamed(all: readonly Blame[], known: boolean): Blamed[] {
	const groups = groupBy(
		all.filter((item) => item.known === known),
		({ sets, cause }) => JSON.stringify([sets, cause?.is]),
	);
	return [...groups.values()]
		.flatMap((items) => (items[0] ? [{ title: title(items[0]), items }] : []))
		.toSorted((one, other) => other.items.length - one.items.length);
}
