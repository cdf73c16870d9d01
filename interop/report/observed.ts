/** What was observed of things that no specification fixes, in words: what is not as it was recorded. */
import type { ObservedChange, RunObserved } from "../model/observed.ts";
import { shortJson } from "./json.ts";
import { groupBy } from "./tally.ts";
import { counted, listed } from "./verdict.ts";

/** What stands over the changes; null where there is no record. */
export function observedTitle({ compared }: RunObserved): string | null {
	if (compared === null) return null;
	const { changes, versions } = compared;
	const grpc = [...new Set(versions.flatMap((version) => version.grpc ?? []))];
	const since = `the record of ${grpc.length === 0 ? "unknown versions" : listed(grpc)}`;
	return changes.length === 0
		? `No observation changed since ${since}`
		: `${counted(changes.length, "observation")} changed since ${since}`;
}

/** What an observation is about. */
export const OBSERVED_MEANS: Readonly<Record<ObservedChange["kind"], string>> = {
	details: "status text",
	reserved: "transport's metadata",
};

/** The same change of one scenario's pairs. */
export interface ChangeGroup {
	readonly scenario: string;
	readonly what: string;
	readonly seen: string;
	readonly recorded: string;
	readonly where: string;
}

/** Changes that are alike but for the pair stand together. */
export function changeGroups({ compared }: Pick<RunObserved, "compared">): ChangeGroup[] {
	const groups = groupBy(compared?.changes ?? [], ({ kind, scenario, seen, recorded }) =>
		JSON.stringify([kind, scenario, seen, recorded]),
	);
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		if (first === undefined) return [];
		return [
			{
				scenario: first.scenario,
				what: OBSERVED_MEANS[first.kind],
				seen: shortJson(first.seen, 300),
				recorded: first.recorded.map((value) => shortJson(value, 300)).join(" or "),
				where: group.map(placeOf).join(", "),
			},
		];
	});
}

function placeOf({ server, client, transports }: ObservedChange): string {
	return [`${server}/${client}`, ...(transports.length > 0 ? [transports.join("+")] : [])].join(
		"/",
	);
}

/** A group in a line. */
export function changeText({ scenario, what, seen, recorded, where }: ChangeGroup): string {
	return `${scenario}, ${what} of ${where}: ${seen}; recorded: ${recorded}`;
}
