/** Agreement: whole normalised transcripts against each other, within the group they must be identical in. */
import type { Cell } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import { canonical } from "./canonical.ts";

/** A cell that has something to be compared. */
export interface Voice {
	readonly cell: Cell;
	readonly scenario: Scenario;
	readonly transcript: readonly unknown[];
	/** False for cells of peers that do not come with the suite, and for such as are wrong anyway. */
	readonly votes: boolean;
}

/** What the comparison found of one group in which not all are alike. */
export interface Dissent {
	/** Cell ids by what they saw, the largest party first. */
	readonly parties: readonly (readonly string[])[];
	/** True where the first party has more than half of the votes. */
	readonly majority: boolean;
	/** A cell of the majority, or of the first party, for showing what the others saw. */
	readonly model: Voice;
	/** The cells to fail. */
	readonly outside: readonly Voice[];
}

/** The groups that do not agree. */
export function findDissent(voices: readonly Voice[]): Dissent[] {
	const groups = Map.groupBy(voices, ({ cell, scenario }) =>
		scenario.kind === "portable" ? scenario.id : `${scenario.id} ${cell.behaviour}`,
	);
	return [...groups.values()].flatMap((group) => dissentOf(group) ?? []);
}

function dissentOf(group: readonly Voice[]): Dissent | null {
	const voters = group.filter(({ votes }) => votes);
	if (voters.length === 0) return null;
	const parties = [...Map.groupBy(group, ({ transcript }) => canonical(transcript)).values()];
	if (parties.length === 1) return null;
	const votesOf = (party: readonly Voice[]) => party.filter(({ votes }) => votes).length;
	parties.sort((one, other) => votesOf(other) - votesOf(one));
	const [first = []] = parties;
	const model = first.find(({ votes }) => votes) ?? first[0];
	if (!model) return null;
	const majority = votesOf(first) * 2 > voters.length;
	return {
		parties: parties.map((party) => party.map(({ cell }) => cell.id)),
		majority,
		model,
		outside: majority ? parties.slice(1).flat() : group,
	};
}
