/** The ledger's files, read and held against the whole catalogue: an entry that matches nothing is an error. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Step } from "../model/batch.ts";
import { LedgerError } from "../model/error.ts";
import { Ledger, type LedgerEntry, type ResolvedEntry } from "../model/ledger.ts";
import { METHODS } from "../model/methods.ts";
import { ROW_ID } from "../model/rows.ts";
import type { ExpectedStep, Scenario, Script } from "../model/scenario.ts";
import { stepAddresses } from "../model/scenario.ts";
import type { Behaviour } from "../model/words.ts";
import { FileProblem, readChecked } from "../support/checked-file.ts";
import { isMap } from "./macros.ts";
import { expectedOrder } from "./order.ts";
import { rowIds } from "./rows.ts";
import { expectedFinish, type Messages, messagesOf, metadataOf } from "./steps.ts";
import { expectedWires } from "./wire.ts";
import { expectedWitnesses } from "./witness.ts";

/** The suite's own ledger. */
export const LEDGER_FILE = join(import.meta.dirname, "../known-divergences.yaml");

const HINT = "An entry names servers, clients and scenarios exactly as they are called.";

/** What the ledger is held against. */
export interface LedgerWorld {
	readonly scenarios: readonly Scenario[];
	readonly servers: readonly string[];
	readonly clients: readonly string[];
}

/** Reads the given files, in order. Throws LedgerError. */
export function loadLedger(files: readonly string[], world: LedgerWorld): ResolvedEntry[] {
	const entries: ResolvedEntry[] = [];
	for (const file of files) {
		for (const entry of readLedger(file)) {
			const where = `${relative(process.cwd(), file)}: entry ${entry.id}`;
			if (entries.some((other) => other.id === entry.id)) {
				throw new LedgerError(`${where}: the id is taken`, "Give each entry an id of its own.");
			}
			checkEntry(where, entry, world);
			entries.push({
				...entry,
				seen: resolve(where, entry, world),
				told: byCall("witness", expectedWitnesses, where, entry, world),
				wired: byCall("wire", expectedWires, where, entry, world),
				...("order" in entry.observed ? { order: order(where, entry, world) } : {}),
			});
		}
	}
	return entries;
}

function readLedger(file: string): readonly LedgerEntry[] {
	if (!existsSync(file)) {
		throw new LedgerError(`${file}: no such file`, "Give --ledger the path of a ledger file.");
	}
	try {
		return readChecked(Ledger, file).entries;
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		throw new LedgerError(problem.message, "interop/scenarios/README.md describes a ledger.");
	}
}

function checkEntry(where: string, entry: LedgerEntry, world: LedgerWorld): void {
	unknown(entry.servers, world.servers, (name) => `no server is called ${name}`);
	unknown(entry.clients, world.clients, (name) => `no client is called ${name}`);
	unknown(
		entry.scenarios,
		world.scenarios.map(({ id }) => id),
		(id) => `no scenario is called ${id}`,
	);
	// Evidence is a row, a link or words of whoever wrote it; what looks like the id of a row has to be one.
	const stray = entry.evidence.find((item) => ROW_ID.test(item) && !rowIds().has(item));
	if (stray !== undefined) {
		throw new LedgerError(
			`${where}: evidence: rows.yaml has no row ${stray}`,
			"Cite a row of interop/scenarios/rows.yaml, or give a link or a proof.",
		);
	}
	function unknown(
		names: readonly string[] | undefined,
		known: readonly string[],
		say: (name: string) => string,
	): void {
		const wrong = names?.find((name) => !known.includes(name));
		if (wrong !== undefined) throw new LedgerError(`${where}: ${say(wrong)}`, HINT);
	}
}

function resolve(where: string, entry: LedgerEntry, world: LedgerWorld): ResolvedEntry["seen"] {
	return byBehaviour(where, entry, world, (script) => observedSteps(entry, script));
}

/** What an entry says of the order of events, in the place of its scenarios' own. */
function order(where: string, entry: LedgerEntry, world: LedgerWorld) {
	const written = entry.observed.order;
	if (!Array.isArray(written)) throw new LedgerError(`${where}: order: expected pairs`, HINT);
	return byBehaviour(where, entry, world, ({ steps, expected }) =>
		expectedOrder(written, steps, expected),
	);
}

function byBehaviour<Value>(
	where: string,
	entry: LedgerEntry,
	world: LedgerWorld,
	made: (script: Script) => Value,
): Record<string, Record<Behaviour, Value>> {
	const theirs = world.scenarios.filter(({ id }) => entry.scenarios.includes(id));
	return Object.fromEntries(
		theirs.map(({ id, scripts }) => {
			try {
				return [id, { python: made(scripts.python), go: made(scripts.go) }];
			} catch (problem) {
				if (!(problem instanceof FileProblem)) throw problem;
				throw new LedgerError(`${where}: ${id}: ${problem.message}`, HINT);
			}
		}),
	);
}

/** What is not seen by the client, and what is said of it by call. */
const BESIDES = [".witness", ".wire"];

/** What an entry says of a call's witness or wire: of calls that each of its scenarios asks about. */
function byCall<Told>(
	what: "witness" | "wire",
	parse: (written: unknown, steps: readonly Step[]) => Told,
	where: string,
	entry: LedgerEntry,
	world: LedgerWorld,
): Told {
	const written = Object.entries(entry.observed).flatMap(([address, seen]) =>
		address.endsWith(`.${what}`) ? [[address.slice(0, -what.length - 1), seen] as const] : [],
	);
	const theirs = world.scenarios.filter(({ id }) => entry.scenarios.includes(id));
	for (const [call] of written) {
		const silent = theirs.find(({ scripts }) => !(call in scripts.go[what]));
		if (silent) {
			throw new LedgerError(`${where}: ${silent.id} asks nothing of the ${what} of ${call}`, HINT);
		}
	}
	try {
		const steps = theirs.flatMap(({ scripts }) => scripts.go.steps);
		return parse(Object.fromEntries(written), steps);
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		throw new LedgerError(`${where}: ${problem.message}`, HINT);
	}
}

/** What an entry says is seen, by index of step. Throws FileProblem. */
function observedSteps(entry: LedgerEntry, script: Script): Record<string, ExpectedStep> {
	const addresses = stepAddresses(script.steps);
	const steps = Object.entries(entry.observed).filter(
		([address]) => !BESIDES.some((suffix) => address.endsWith(suffix)) && address !== "order",
	);
	return Object.fromEntries(
		steps.map(([address, seen]) => {
			const index = addresses.indexOf(address);
			const step = script.steps[index];
			if (step === undefined) throw new FileProblem(`observed: there is no step ${address}`);
			return [index, observedStep(step.do, seen, messagesAt(script, index), address)];
		}),
	);
}

function messagesAt(script: Script, index: number): Messages {
	const step = script.steps[index];
	const call = step && "call" in step ? step.call : "";
	const open = script.steps.find((other) => other.do === "open" && other.call === call);
	if (open?.do !== "open") return null;
	const typed = script.typed[call];
	if (typed !== undefined) return { typed };
	return open.raw ? "bytes" : (METHODS[open.method] ?? null);
}

function observedStep(verb: string, seen: unknown, kind: Messages, address: string): ExpectedStep {
	if (verb === "finish") return expectedFinish(seen, kind);
	if (!isMap(seen)) throw new FileProblem(`observed ${address}: expected a map`);
	if (verb === "receive") {
		const messages = messagesOf(seen.messages ?? [], kind);
		return seen.ended === true ? { messages, ended: true } : { messages };
	}
	if (verb === "receive_headers") {
		const initial = metadataOf(seen.initial);
		return seen.ended === true ? { initial, ended: true } : { initial };
	}
	if (verb === "expect_silence") return { silent: seen.silent === true };
	throw new FileProblem(`observed ${address}: a ${verb} step shows nothing`);
}
