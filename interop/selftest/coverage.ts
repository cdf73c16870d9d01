/** Which cells a subject runs: what is about its broken property, and a sample of the rest. */
import { createHash } from "node:crypto";
import type { Cell } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import { matchesAny } from "../support/globs.ts";
import type { Subject } from "./subjects.ts";

/** The healthy pairs that vote, and what each subject meets. */
export interface Bench {
	readonly servers: readonly string[];
	readonly client: string;
}

type CellNames = Pick<Cell, "server" | "client" | "transport" | "scenario">;

export interface Extent {
	readonly defaultDatabase: string;
	/** The healthy pairs run every scenario, whoever else does. */
	readonly whole: boolean;
	/** All subjects that there are, whichever were chosen. */
	readonly all: readonly Subject[];
}

/** True where the cell is to run. */
export function coverage(
	subjects: readonly Subject[],
	scenarios: readonly Scenario[],
	bench: Bench,
	{ defaultDatabase, whole, all }: Extent,
): (cell: CellNames) => boolean {
	const byName = new Map(subjects.map((subject) => [subject.name, subject]));
	const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
	const runs = (subject: Subject, { server, transport, scenario: id }: CellNames): boolean => {
		if (!subject.transports.includes(transport)) return false;
		if (isAbout(subject, id)) return true;
		const scenario = byId.get(id);
		// A driver meets both servers where its property is at stake, else the first.
		const besides = subject.role === "server" || server === bench.servers[0];
		return (
			transport === "plaintext" &&
			besides &&
			scenario !== undefined &&
			isSampled(id) &&
			isCheap(scenario, server, defaultDatabase)
		);
	};
	// A control runs what those run whose twin it is, where they run it; chosen alone, what all of them would.
	const twins = new Map(
		subjects
			.filter(({ control }) => control)
			.map(({ name }) => [name, twinsOf(name, subjects, all)]),
	);
	const twinRuns = ({ name }: Subject, cell: CellNames) =>
		(twins.get(name) ?? []).some((other) => runs(other, cell));
	const broken = new Set([
		...subjects.filter(({ control }) => !control),
		...[...twins.values()].flat(),
	]);
	return (cell) => {
		const server = byName.get(cell.server);
		const driver = byName.get(cell.client);
		if (server && driver) return false;
		const subject = server ?? driver;
		const ours = bench.servers.includes(cell.server) || cell.client === bench.client;
		if (subject) return ours && (subject.control ? twinRuns(subject, cell) : runs(subject, cell));
		// The healthy pairs vote, in one transport, on all that anybody runs.
		const { transport } = cell;
		const only = byId.get(cell.scenario)?.transports?.[0] ?? "plaintext";
		return (
			transport === only &&
			bench.servers.includes(cell.server) &&
			cell.client === bench.client &&
			(whole || [...broken].some((other) => runs({ ...other, transports: [only] }, cell)))
		);
	};
}

function twinsOf(control: string, chosen: readonly Subject[], all: readonly Subject[]): Subject[] {
	const theirs = ({ control: healthy, twin }: Subject) => !healthy && twin === control;
	const some = chosen.filter(theirs);
	return some.length > 0 ? some : all.filter(theirs);
}

/** True of what it runs whole: the scenarios that catch it, and those that must not. */
export function isAbout({ scenarios, passes }: Subject, id: string): boolean {
	return matchesAny(scenarios, id) || passes.includes(id);
}

/** Longer scripts are run only by those whose property they are about. */
const MANY_STEPS = 60;

/** One scenario in so many is in the sample. */
export const SAMPLED_IN = 4;

/**
 * True of one scenario in four, whichever others there are: they tell whether a peer is broken in one
 * respect or in most, and all of them for each peer would be a hundred thousand cells.
 */
function isSampled(scenario: string): boolean {
	return (createHash("sha256").update(scenario).digest()[0] ?? 0) % SAMPLED_IN === 0;
}

/** No server, database, channel or relay of its own, neither clocks nor many messages. */
function isCheap(scenario: Scenario, server: string, defaultDatabase: string): boolean {
	const own = scenario.own_server?.servers ?? [];
	return (
		scenario.database === defaultDatabase &&
		own !== "all" &&
		!own.includes(server) &&
		!scenario.timed &&
		scenario.limit_ms === null &&
		scenario.via === null &&
		[scenario.server, scenario.channel, scenario.tls].every(
			(settings) => Object.keys(settings).length === 0,
		) &&
		scenario.scripts.python.steps.length <= MANY_STEPS
	);
}
