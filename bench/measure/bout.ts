/** All servers side by side over one database and transport: every mode, round by round. */
import type { Mode } from "../../interop/model/words.ts";
import { LOADS } from "../model/loads.ts";
import type { Attempt, Cell, Instance } from "../model/results.ts";
import type { Makers } from "../tools/makers.ts";
import { attempt } from "./attempt.ts";
import { type Contestant, type Entrant, enter, type Ground } from "./contestant.ts";

export interface BoutOrder {
	readonly entrants: readonly Entrant[];
	readonly ground: Ground;
	readonly modes: readonly Mode[];
	readonly rounds: number;
	readonly seconds: number;
	readonly makers: Makers;
	readonly events: BoutEvents;
}

export interface BoutEvents {
	/** `what` is going on; the next one follows it. */
	doing(what: string): void;
	instance(instance: Instance): void;
	cell(cell: Cell): void;
	/** What a server says of itself. */
	told(server: string, about: { readonly language: string; readonly grpc: string } | null): void;
}

/** A server that does not start is an instance that failed; the others go on. Rejects where interrupted. */
export async function bout(order: BoutOrder): Promise<void> {
	const { ground, events } = order;
	await using all = new AsyncDisposableStack();
	const contestants: Contestant[] = [];
	const where = `${ground.features.toLocaleString("en")} features, ${ground.transport}`;
	for (const entrant of order.entrants) {
		events.doing(`${where}: starting ${entrant.server.name}`);
		const contestant = await entered(entrant, ground, events);
		if (contestant === null) continue;
		contestants.push(all.use(contestant));
	}
	for (const mode of order.modes) {
		const cells = await modeCells(mode, contestants, order, where);
		for (const cell of cells) events.cell(cell);
	}
	for (const contestant of contestants) {
		events.told(contestant.entrant.server.name, await contestant.stop());
	}
}

async function entered(
	entrant: Entrant,
	ground: Ground,
	events: BoutEvents,
): Promise<Contestant | null> {
	const { features, transport } = ground;
	const frame = { server: entrant.server.name, features, transport };
	try {
		const contestant = await enter(entrant, ground);
		const resident_bytes = contestant.usage().residentBytes;
		events.instance({ ...frame, ready_ms: contestant.readyMs, resident_bytes, failed: null });
		return contestant;
	} catch (problem) {
		ground.signal.throwIfAborted();
		const failed = problem instanceof Error ? problem.message : String(problem);
		events.instance({ ...frame, ready_ms: 0, resident_bytes: 0, failed });
		return null;
	}
}

/** One after the other in each round, and each round begins with another one. */
async function modeCells(
	mode: Mode,
	contestants: readonly Contestant[],
	order: BoutOrder,
	where: string,
): Promise<Cell[]> {
	const { ground, rounds, seconds, makers, events } = order;
	const { features, transport, signal } = ground;
	const load = LOADS[features][mode];
	const words = { mode, load, seconds, makers, signal };
	for (const contestant of contestants) {
		events.doing(`${where}, ${mode}: warming up ${contestant.entrant.server.name}`);
		await attempt(contestant, { ...words, round: 0 });
	}
	const attempts = new Map<Contestant, Attempt[]>(contestants.map((one) => [one, []]));
	for (let round = 1; round <= rounds; round++) {
		for (const contestant of rotated(contestants, round - 1)) {
			const { name } = contestant.entrant.server;
			events.doing(`${where}, ${mode}: round ${round} of ${rounds}, ${name}`);
			attempts.get(contestant)?.push(await attempt(contestant, { ...words, round }));
		}
	}
	return [...attempts].map(([contestant, its]) => ({
		server: contestant.entrant.server.name,
		mode,
		features,
		transport,
		in_flight: load.inFlight,
		per_call: load.perCall,
		attempts: its,
	}));
}

/** The list from its `by`th item on, and then what was before it. */
export function rotated<T>(list: readonly T[], by: number): T[] {
	const first = list.length === 0 ? 0 : by % list.length;
	return [...list.slice(first), ...list.slice(0, first)];
}
