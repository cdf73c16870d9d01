/** The data that stands in the page: what many cells share stands in it once, and is named by its index. */
import type { Changes } from "../../model/changes.ts";
import type { Latency, ResultPreflight, Results } from "../../model/results.ts";
import type { Behaviour, Mode, Outcome, Transport } from "../../model/words.ts";
import type { DifferenceRow } from "../difference.ts";
import type { ChangeGroup } from "../observed.ts";
import type { FlakyCell } from "../repetitions.ts";
import type { ScriptLine } from "../script.ts";
import type { Verdict } from "../verdict.ts";

export interface PageData {
	readonly verdict: Verdict;
	readonly sentence: string;
	readonly unsupported: string | null;
	/** A line for each server that died. */
	readonly deaths: readonly string[];
	readonly changes: Changes | null;
	/** What repetitions showed, in a line; null where each cell ran once. */
	readonly repeated: string | null;
	readonly run: Results["run"];
	/** Rows, columns and layers of the matrix. */
	readonly servers: readonly { readonly name: string; readonly behaviour: Behaviour | null }[];
	readonly clients: readonly string[];
	readonly transports: readonly Transport[];
	readonly outcomes: readonly Outcome[];
	readonly peers: Results["peers"];
	readonly scenarios: readonly PageScenario[];
	readonly scripts: readonly (readonly ScriptLine[])[];
	readonly cells: readonly PageCell[];
	readonly reasons: readonly string[];
	/** The batch that carried a cell, and the server instance that it ran against. */
	readonly places: readonly (readonly [batch: string | null, instance: string | null])[];
	readonly stories: readonly PageStory[];
	readonly differences: readonly (readonly DifferenceRow[])[];
	/** Indices of the cells that saw the same. */
	readonly parties: readonly (readonly (readonly number[])[])[];
	readonly logs: readonly PageLog[];
	readonly sequences: readonly (readonly PageArrow[])[];
	readonly arrowTexts: readonly string[];
	readonly blame: { readonly red: readonly PageBlamed[]; readonly known: readonly PageBlamed[] };
	readonly behaviours: readonly PageBehaviour[];
	readonly known: readonly PageKnown[];
	readonly preflight: readonly ResultPreflight[];
	readonly latency: readonly Latency[];
	readonly flaky: readonly FlakyCell[];
	/** Null where there is no record to compare with. */
	readonly observed: {
		readonly title: string;
		readonly unrecorded: number;
		readonly changes: readonly ChangeGroup[];
	} | null;
}

export interface PageScenario {
	readonly id: string;
	readonly title: string;
	readonly why: string;
	readonly mode: Mode;
	readonly kind: "portable" | "dialect";
	readonly source: readonly string[];
	readonly file: string | null;
	/** Index into the scripts, by behaviour. */
	readonly scripts: Readonly<Partial<Record<Behaviour, number>>>;
}

/** Indices; -1 where there is none. `ms` likewise. `times`: of each arrow, -1 where it has none. */
export type PageCell = readonly [
	server: number,
	client: number,
	transport: number,
	scenario: number,
	outcome: number,
	ms: number,
	reason: number,
	place: number,
	story: number,
	sequence: number,
	times?: readonly number[],
];

/** What is told of a cell that is not passed. */
export interface PageStory {
	/** The step address where the first difference lies. */
	readonly at: string | null;
	/** The index of the arrow of the cell's sequence that shows it; -1 where none does. */
	readonly arrow: number;
	/** Index of what was expected and observed. */
	readonly difference: number;
	/** The ledger's entry. */
	readonly ledger: string | null;
	/** What the driver said of the job, and what is wrong with its batch or server. */
	readonly driver: readonly string[];
	/** What the server says it saw. */
	readonly witnesses: readonly PageWitness[];
	/** Index of who agrees with whom. */
	readonly parties: number;
	/** Indices of the logs; null where there is none, since what would have written it never ran. */
	readonly logs: { readonly driver: number | null; readonly server: number | null };
}

/** What a server says it saw of one call. */
export interface PageWitness {
	/** Its method's full path. */
	readonly call: string;
	/** What came, went, and how it ended. */
	readonly saw: string;
	/** The rest of what it told, its metadata by key. */
	readonly facts: readonly (readonly [name: string, value: string])[];
}

export interface PageLog {
	readonly text: string;
	/** Lines that are not in it. */
	readonly left: number;
	/** True where the text is what was written while the cell ran. */
	readonly during: boolean;
}

export type ArrowKind =
	| "planned"
	| "start"
	| "sent"
	| "half_closed"
	| "cancelled"
	| "headers"
	| "message"
	| "status"
	| "pause"
	| "silence"
	| "noise"
	| "broken"
	| "more";

/** One line of a sequence; the address of the step that it belongs to, empty where none shows it. */
export type PageArrow = readonly [kind: ArrowKind, call: string, text: number, address: string];

/** The scenarios that come down to the same peers. */
export interface PageBlamed {
	readonly title: string;
	readonly items: readonly {
		readonly scenario: string;
		readonly text: string;
		readonly behaviour: Behaviour | null;
		readonly cells: readonly number[];
	}[];
}

/** A measured behaviour of the references, and what the servers of this run did of it. */
export interface PageBehaviour {
	readonly id: string;
	readonly says: string;
	readonly python: string;
	readonly go: string;
	readonly differs: boolean;
	/** True where a scenario expects something else of each. */
	readonly dialect: boolean;
	/** Why no script shows it, and what does; null where one does. */
	readonly unscripted: string | null;
	readonly scenarios: readonly string[];
	readonly expects: readonly {
		readonly scenario: string;
		readonly at: string;
		readonly python: string;
		readonly go: string;
	}[];
	/** Ids of the ledger's entries that rest on it. */
	readonly ledger: readonly string[];
	readonly does: readonly {
		readonly server: string;
		readonly outcomes: readonly (readonly [Outcome, number])[];
	}[];
}

/** An entry of the ledger. */
export interface PageKnown {
	readonly id: string;
	readonly held: boolean | null;
	readonly who: readonly string[];
	readonly why: string;
	readonly scenarios: readonly string[];
	readonly evidence: readonly string[];
	readonly observed: readonly string[];
	/** The first cell that falls under it. */
	readonly cell: string | null;
}
