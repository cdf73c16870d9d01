/** Whom to blame: the smallest set of peers without which all the others agree, and are right. */
import { cellId } from "../model/plan.ts";
import type { Blame, BlamedPeer, ResultCell } from "../model/results.ts";
import type { Behaviour } from "../model/words.ts";
import type { NotStarted } from "./not-started.ts";
import { type Opinion, smallestRemovals } from "./removals.ts";

/** A cell that said something, with what it said before it was compared with the others. */
export interface Heard {
	readonly cell: ResultCell;
	/** The behaviour whose servers agree among themselves only; null where all must. */
	readonly behaviour: Behaviour | null;
	/** What it is compared by. */
	readonly seen: string;
	/** True where it is not as its scenario says. */
	readonly wrong: boolean;
	/** True where the ledger says so. */
	readonly known: boolean;
	/** True where its server died meanwhile: no client can be held to account for that. */
	readonly died: boolean;
	readonly votes: boolean;
	/** Who did not start, so that it could not run. */
	readonly notStarted: NotStarted | null;
	/** Where it differs first from its scenario, and how; null where it does not. */
	readonly differs: { readonly at: string; readonly how: string } | null;
}

/**
 * One verdict per group in which something is red, and one per group of which the ledger knows
 * something: what is known is told apart, so that it is not blamed for what is new.
 */
export function assignBlame(heard: readonly Heard[]): Blame[] {
	const groups = Map.groupBy(heard, ({ cell, behaviour }) => `${cell.scenario} ${behaviour}`);
	return [...groups.values()].flatMap((group) => {
		const news = group.filter((item) => !item.known && item.notStarted === null);
		const red = news.filter(({ cell }) => !RIGHT.includes(cell.outcome));
		// Whether the right ones agree is no question of what is known.
		const old = group
			.filter(({ known, wrong }) => known || !wrong)
			.map((item) => ({ ...item, seen: "" }));
		const known = old.filter((item) => item.known);
		const compared = [verdict(news, red, false), verdict(old, known, true)];
		return [...absentees(group), ...compared.flatMap((one) => one ?? [])];
	});
}

/** A verdict on each peer that did not start: that is its own doing, whatever the others did. */
function absentees(group: readonly Heard[]): Blame[] {
	const theirs = group.flatMap(({ cell, behaviour, notStarted }) =>
		notStarted ? [{ cell, behaviour, ...notStarted }] : [],
	);
	const byPeer = Map.groupBy(theirs, ({ peer: { role, name } }) => `${role} ${name}`);
	return [...byPeer.values()].flatMap((all) =>
		all.slice(0, 1).map(({ cell, behaviour, peer, said }) => ({
			scenario: cell.scenario,
			behaviour,
			known: false,
			sets: [[peer]],
			cause: { is: "not-started" as const, said },
			cells: all.map(({ cell }) => cellId(cell)),
		})),
	);
}

/** Where several servers and clients saw the same, and differ from the scenario in the same place. */
function expectationAlone(group: readonly Heard[]): Pick<Blame, "cause"> {
	const [first] = group;
	const several = (role: "server" | "client") =>
		new Set(group.map(({ cell }) => cell[role])).size > 1;
	const alike = group.every(
		({ wrong, died, seen, differs }) =>
			wrong &&
			!died &&
			seen === first?.seen &&
			differs !== null &&
			differs.at === first.differs?.at,
	);
	if (!first?.differs || !alike || !several("server") || !several("client")) return {};
	return { cause: { is: "expectation-alone", said: first.differs.how } };
}

const RIGHT: readonly ResultCell["outcome"][] = ["passed", "unexpected-pass"];

function verdict(group: readonly Heard[], guilty: readonly Heard[], known: boolean): Blame | null {
	const [first] = guilty;
	if (first === undefined) return null;
	const sets = setsOf(group);
	return {
		scenario: first.cell.scenario,
		behaviour: first.behaviour,
		known,
		sets,
		...(sets.length === 0 ? expectationAlone(group) : {}),
		cells: guilty.map(({ cell }) => cellId(cell)),
	};
}

/** A transport is blamed only where that takes fewer than any peers. */
function setsOf(group: readonly Heard[]): BlamedPeer[][] {
	const dead = deadServers(group);
	if (dead.length > 0) return [dead.map((name) => ({ role: "server", name }))];
	const opinions = (roles: readonly BlamedPeer["role"][]): Opinion[] =>
		group.map(({ cell, seen, wrong, died, votes }) => ({
			members: (died ? (["server"] as const) : roles).map((role) => `${role} ${cell[role]}`),
			seen,
			wrong,
			votes,
		}));
	const peers = smallestRemovals(opinions(["server", "client"]));
	const fewer = smallestRemovals(
		opinions(["server", "client", "transport"]),
		peers[0]?.length ?? Number.POSITIVE_INFINITY,
	);
	return (fewer.length > 0 ? fewer : peers).map((set) =>
		set.map((member) => {
			const [role, name] = member.split(" ") as [BlamedPeer["role"], string];
			return { role, name };
		}),
	);
}

/** The servers that died, where nothing else is wrong: they are to blame although they may have done well before. */
function deadServers(group: readonly Heard[]): string[] {
	const others = group.filter(({ died }) => !died);
	if (others.some(({ wrong, seen }) => wrong || seen !== others[0]?.seen)) return [];
	return [...new Set(group.flatMap(({ cell, died }) => (died ? [cell.server] : [])))].sort();
}
