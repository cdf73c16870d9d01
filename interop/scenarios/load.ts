/** The catalogue as every later stage reads it: all scenario files, checked and expanded. */
import { globSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { ScenarioError } from "../model/error.ts";
import { ROW_ID } from "../model/rows.ts";
import {
	endsItsServer,
	type Scenario,
	ScenarioFile,
	type Script,
	SIGNAL_KEY,
} from "../model/scenario.ts";
import { Behaviour } from "../model/words.ts";
import { FileProblem, readChecked } from "../support/checked-file.ts";
import { checkMode, checkScript } from "./checks.ts";
import { databaseNames, readDatabase } from "./databases.ts";
import { expandMacros, type MacroContext } from "./macros.ts";
import { placesIn } from "./messages.ts";
import { expectedOrder } from "./order.ts";
import { rowIds } from "./rows.ts";
import { type Calls, parseStep } from "./steps.ts";
import { checkTls } from "./tls.ts";
import { checkVia } from "./via.ts";
import { expectedWires } from "./wire.ts";
import { expectedWitnesses, needsOf } from "./witness.ts";

/** The folder of this stage. */
export const SCENARIOS_FOLDER = import.meta.dirname;

/** Reads every scenario below `folder`/catalogue, sorted by id. Throws ScenarioError. */
export function loadScenarios(folder: string = SCENARIOS_FOLDER): Scenario[] {
	const catalogue = join(folder, "catalogue");
	const files = globSync("**/*.{yaml,yml}", { cwd: catalogue }).sort();
	if (files.length === 0) {
		throw new ScenarioError(`${catalogue}: no scenario files`, "Is the checkout complete?");
	}
	return files.map((file) => loadScenario(folder, file));
}

/** Reads one, by its path below `folder`/catalogue. Throws ScenarioError. */
export function loadScenario(folder: string, file: string): Scenario {
	const path = join(folder, "catalogue", file);
	const shown = relative(process.cwd(), path);
	try {
		return expandScenario(
			folder,
			file.replace(/\.ya?ml$/, ""),
			relative(resolve(import.meta.dirname, "../.."), path),
			readChecked(ScenarioFile, path),
		);
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		const message = problem.message.startsWith(path)
			? shown + problem.message.slice(path.length)
			: `${shown}: ${problem.message}`;
		throw new ScenarioError(
			message,
			"interop/scenarios/README.md describes the format of a scenario.",
			problem,
		);
	}
}

function expandScenario(folder: string, id: string, file: string, written: ScenarioFile): Scenario {
	if (!databaseNames(folder).includes(written.database)) {
		throw new FileProblem(
			`database: expected one of ${databaseNames(folder).join(", ")}, got ${written.database}`,
		);
	}
	const database = readDatabase(folder, written.database);
	let dialect = false;
	const scripts = Object.fromEntries(
		Behaviour.options.map((behaviour) => {
			const context: MacroContext = { behaviour, database, dialect: false };
			const script = toScript(
				expandMacros(written.steps, context) as unknown[],
				expandMacros(written.witness ?? {}, context),
				expandMacros(written.order ?? [], context),
				expandMacros(written.wire ?? {}, context),
			);
			dialect ||= context.dialect;
			return [behaviour, script];
		}),
	) as Record<Behaviour, Script>;
	checkDialect(dialect, written.differs);
	checkRows("source", written.source);
	checkRows("differs", written.differs ?? []);
	checkOwnServer(written["own-server"], Object.values(scripts).some(endsItsServer));
	const { server = {}, channel = {}, tls = {}, via = null, transports = null } = written;
	checkMode(written.mode, Object.values(scripts));
	checkVia(via, transports, Object.values(scripts));
	checkTls(tls, via, transports);
	return {
		id,
		file,
		title: written.title,
		why: written.why,
		source: written.source,
		mode: written.mode,
		kind: dialect ? "dialect" : "portable",
		differs: written.differs ?? [],
		database: written.database,
		own_server: written["own-server"] ?? null,
		timed: written.timed,
		limit_ms: written.limit_ms ?? null,
		server,
		channel,
		tls,
		via,
		transports,
		needs: needsOf(Object.values(scripts), server, channel),
		scripts,
	};
}

function checkOwnServer(own: ScenarioFile["own-server"], ends: boolean): void {
	if (ends && (own?.servers !== "all" || own.harm !== "kills")) {
		throw new FileProblem(
			`own-server: expected { servers: all, harm: kills, … }, since ${SIGNAL_KEY} ends a server`,
		);
	}
	if (own?.restarts !== undefined && !ends) {
		throw new FileProblem(`own-server: restarts: nothing in this scenario ends its server`);
	}
}

function checkDialect(dialect: boolean, differs: readonly string[] | undefined): void {
	if (dialect && differs === undefined) {
		throw new FileProblem("differs: expected the rows in which the references differ");
	}
	if (!dialect && differs !== undefined) {
		throw new FileProblem("differs: nothing in this scenario depends on the behaviour");
	}
	const wrong = differs?.find((row) => !ROW_ID.test(row));
	if (wrong !== undefined) throw new FileProblem(`differs: expected row ids, got ${wrong}`);
}

/** What looks like the id of a row has to be one. */
function checkRows(key: string, cited: readonly string[]): void {
	const wrong = cited.find((id) => ROW_ID.test(id) && !rowIds().has(id));
	if (wrong !== undefined) throw new FileProblem(`${key}: rows.yaml has no row ${wrong}`);
}

function toScript(
	written: readonly unknown[],
	witness: unknown,
	order: unknown,
	wire: unknown,
): Script {
	const calls: Calls = new Map();
	const steps = written.flatMap((raw, index) => {
		try {
			const step = parseStep(raw, calls);
			return step === null ? [] : [step];
		} catch (problem) {
			if (!(problem instanceof FileProblem)) throw problem;
			throw new FileProblem(`steps: number ${index + 1} (loops unrolled): ${problem.message}`);
		}
	});
	const expected = steps.map((one) => one.expected);
	const contract = steps.map(({ step }) => step);
	return {
		steps: contract,
		expected,
		witness: expectedWitnesses(witness, contract),
		order: expectedOrder(order, contract, expected),
		wire: expectedWires(wire, contract),
		typed: Object.fromEntries(
			[...calls].flatMap(([call, kind]) =>
				kind !== null && kind !== "bytes" && "typed" in kind ? [[call, kind.typed]] : [],
			),
		),
		places: [...placesIn(contract.map((step) => ("message" in step ? step.message : null)))],
		open_calls: checkScript(contract),
	};
}

/** The family of a scenario: the first part of its id. */
export function familyOf(id: string): string {
	return basename(id.split("/")[0] ?? id);
}
