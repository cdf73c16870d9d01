/** What a server must have seen, changed, and what it tells, changed: either must be caught. */
import { firstUntold } from "../../compare/told.ts";
import type { ExpectedWitness, Script } from "../../model/scenario.ts";
import { CALL_KEY, type Witness } from "../../model/server-lines.ts";
import { StatusName } from "../../model/words.ts";
import { type Change, changesOf } from "./changes.ts";
import { perfectWitnesses } from "./perfect.ts";
import type { Recording } from "./recordings.ts";
import type { Counter } from "./tally.ts";

export interface WitnessCounters {
	readonly expectations: Counter;
	readonly transcripts: Counter;
}

export function mutateWitnesses(recording: Recording, counters: WitnessCounters): void {
	const { scenario, cell } = recording;
	const { witness } = scenario.scripts[cell.behaviour];
	const told = toldOf(recording, witness);
	for (const [call, expected] of Object.entries(witness)) {
		const name = `${scenario.id} (${cell.behaviour}) ${call}.witness`;
		const theirs = told.filter((seen) => isOf(seen, call));
		const others = told.filter((seen) => !isOf(seen, call));
		if (expected.before !== undefined) {
			const caught = firstUntold(witness, [...others, ...theirs]) !== null;
			counters.transcripts.count(`${name}.before swapped`, "not caught", caught);
		}
		for (const { path, what, value } of changedExpectation(expected, theirs)) {
			const changed = { ...witness, [call]: value as ExpectedWitness };
			counters.expectations.count(`${name}${path}`, what, firstUntold(changed, told) !== null);
		}
		for (const { path, what, value } of changedTold(expected, theirs)) {
			const caught = firstUntold(witness, inPlace(told, call, value as Witness[])) !== null;
			counters.transcripts.count(`${name}${path} ${what}`, "not caught", caught);
		}
	}
}

/** What the pair's server told, or what it would have told. */
function toldOf({ witnesses }: Recording, witness: Script["witness"]): readonly Witness[] {
	if (witnesses !== null) return witnesses;
	return Object.entries(witness).flatMap(([call, expected]) => perfectWitnesses(call, expected));
}

/** What was told, with these in the places of the call's own. */
function inPlace(told: readonly Witness[], call: string, value: readonly Witness[]): Witness[] {
	const left = [...value];
	const all = told.flatMap((seen) => (isOf(seen, call) ? left.splice(0, 1) : [seen]));
	return [...all, ...left];
}

function isOf({ metadata }: Witness, call: string): boolean {
	return metadata?.some(([key, values]) => key === CALL_KEY && values[0] === call) ?? false;
}

type Key = keyof Omit<ExpectedWitness, "before" | "count" | "metadata">;

/** Each number and bound moved to where what was told does not lie; all else changed. */
function changedExpectation(expected: ExpectedWitness, told: readonly Witness[]): Change[] {
	const { metadata, ...rest } = expected;
	return [
		...Object.entries(rest).flatMap(([key, wanted]) => {
			const seen = key === "count" ? told.length : told.at(-1)?.[key as Key];
			return beside(wanted, seen).map(({ path, what, value }) => ({
				path: `.${key}${path}`,
				what,
				value: { ...expected, [key]: value },
			}));
		}),
		...(metadata ?? []).flatMap(([key, values], at) =>
			// Among others: to leave a key out asks for less, and fails nowhere.
			[
				...changesOf(values, `.metadata[${at}][1]`).map((change) => ({
					...change,
					value: [key, change.value],
				})),
				{ path: `.metadata[${at}][0]`, what: "changed" as const, value: [`${key}~`, values] },
			].map((change) => ({
				...change,
				value: { ...expected, metadata: (metadata ?? []).with(at, change.value as never) },
			})),
		),
	];
}

/** Expectations next to what was wanted that what was seen does not meet. */
function beside(wanted: unknown, seen: unknown): Change[] {
	if (typeof wanted !== "object" || wanted === null) {
		return wanted === null ? changesOf(wanted) : changesOf(wanted).slice(0, 16);
	}
	return Object.keys(wanted).map((bound) => ({
		path: `.${bound}`,
		what: "changed",
		value: { ...wanted, [bound]: Number(seen) + (bound === "from" ? 1 : -1) },
	}));
}

/** The call not told of, told of once more, and each part that is asked for told otherwise. */
function changedTold(expected: ExpectedWitness, told: readonly Witness[]): Change[] {
	const last = told.at(-1);
	const { before: _, count = 1, metadata, ...rest } = expected;
	const often = [told.slice(1), ...(last ? [[...told, last]] : [])].filter(
		(all) => all.length !== told.length && !allows(count, all.length),
	);
	if (last === undefined) return often.map((value) => ({ path: "", what: "one more", value }));
	const instead = (path: string, change: Partial<Witness>): Change => ({
		path,
		what: "changed",
		value: [...told.slice(0, -1), { ...last, ...change }],
	});
	return [
		...often.map(
			(value): Change => ({
				path: "",
				what: value.length < told.length ? "dropped" : "doubled",
				value,
			}),
		),
		...Object.entries(rest).flatMap(([key, wanted]) =>
			outside(wanted).map((value, at) => instead(`.${key} (${at})`, { [key]: value })),
		),
		...(metadata ?? []).flatMap(([wanted]) => {
			const at = last.metadata?.findIndex(([key]) => key === wanted) ?? -1;
			const [, values = []] = last.metadata?.[at] ?? [];
			return changesOf(values).map(({ path, what, value }) => ({
				...instead(`.metadata ${wanted}${path}`, {
					metadata: last.metadata?.with(at, [wanted, value as string[]]),
				}),
				what,
			}));
		}),
	];
}

function allows(count: ExpectedWitness["count"], number: number): boolean {
	if (typeof count !== "object") return count === number;
	return number >= (count.from ?? 0) && number <= (count.to ?? Number.POSITIVE_INFINITY);
}

/** Values that do not meet what is wanted. */
function outside(wanted: unknown): unknown[] {
	if (wanted === null) return [1, "~"];
	if (typeof wanted === "number") return [wanted + 1, wanted - 1];
	if (typeof wanted === "string") {
		const others = StatusName.options.filter((name) => name !== wanted);
		return others.length < StatusName.options.length ? others : [`${wanted}~`, null];
	}
	const { from, to } = wanted as { readonly from?: number; readonly to?: number };
	return [...(from === undefined ? [] : [from - 1]), ...(to === undefined ? [] : [to + 1]), null];
}
