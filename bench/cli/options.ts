/** The options of `npm run bench`, as they are typed, and as the stages want them. */
import { Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../../interop/model/error.ts";
import { Mode } from "../../interop/model/words.ts";
import { globsWithoutMatch, matchesAny } from "../../interop/support/globs.ts";
import { FEATURES, type Features } from "../model/loads.ts";
import { BenchTransport } from "../model/results.ts";

export interface BenchOptions {
	readonly server?: string[];
	readonly mode?: string[];
	readonly features?: Features[];
	readonly transport?: string[];
	readonly rounds?: number;
	readonly seconds?: number;
	readonly quick?: boolean;
	readonly against?: string;
	readonly out?: string;
}

export interface HarnessOptions {
	readonly server?: string[];
	readonly client?: string[];
	readonly scenario?: string[];
	readonly rounds: number;
	readonly out?: string;
}

export interface Actions {
	bench(options: BenchOptions): Promise<void>;
	harness(options: HarnessOptions): Promise<void>;
}

/** What is measured, once all is said. */
export interface Selection {
	readonly servers: readonly string[];
	readonly modes: readonly Mode[];
	readonly features: readonly Features[];
	readonly transports: readonly BenchTransport[];
	readonly rounds: number;
	readonly seconds: number;
}

type Usual = Pick<Selection, "features" | "transports" | "rounds" | "seconds">;

const USUAL: Usual = {
	features: FEATURES,
	transports: BenchTransport.options,
	rounds: 3,
	seconds: 1.5,
};
/** Shows that everything works; its figures say little. */
const QUICK: Usual = { features: [100], transports: ["plaintext"], rounds: 1, seconds: 0.3 };

const EXAMPLES = `
Examples:
  npm run bench                                  everything, about a quarter of an hour
  npm run bench -- --quick                       does it work: each server once, for a moment
  npm run bench -- --server 'ts-go,go' --mode unary --features 10000 --rounds 10
  npm run bench -- --out reports/bench           let it be the run of record
  npm run bench -- harness                       the harness itself, against connectconformance

Exit codes: 0 all was measured (whether aims are met or not), 1 something failed, 2 something typed
is wrong, 3 a toolchain is missing, 130 interrupted.`;

/** The program; it parses, and calls one of the actions. */
export function program(actions: Actions): Command {
	const main = new Command("bench")
		.description(
			"How fast is each server? All of them side by side, in one run, as local processes.",
		)
		.option("--server <globs>", "servers, comma-separated globs", list)
		.option("--mode <globs>", `${Mode.options.join(", ")}; globs`, list)
		.option(
			"--features <numbers>",
			`sizes of the databases (default: ${FEATURES.join(",")})`,
			sizes,
		)
		.option("--transport <names>", "plaintext, tls (default: both)", list)
		.option("--rounds <n>", "how often each server is measured in turn (default: 3)", count)
		.option("--seconds <s>", "how long each time, and the warm-up (default: 1.5)", seconds)
		.option("--quick", "100 features, plaintext, one round of 0.3 s, where nothing else is said")
		.option("--against <run>", "an earlier run to compare with (default: the last one)", path)
		.addOption(new Option("--out <dir>", "default: reports/bench/runs/<time>").argParser(path))
		.addHelpText("after", EXAMPLES)
		.showSuggestionAfterError()
		// Both have options of one name: those after the command's name are the command's.
		.enablePositionalOptions()
		.allowExcessArguments(false)
		.action((options: BenchOptions) => actions.bench(options));
	main
		.command("harness")
		.description("cells a second of the harness, against cases a second of connectconformance")
		.option("--server <globs>", "servers, as `npm run interop` takes them", list)
		.option("--client <globs>", "clients, likewise", list)
		.option("--scenario <globs>", "scenarios, likewise; those with pauses are left out", list)
		.option("--rounds <n>", "how often each of them runs, in turn", count, 1)
		.option("--out <dir>", "default: reports/bench/harness", path)
		.allowExcessArguments(false)
		.action((options: HarnessOptions) => actions.harness(options));
	for (const command of [main, ...main.commands]) command.exitOverride();
	return main;
}

/** Which of the servers, in their order, and how. Throws UsageError. */
export function selectionOf(options: BenchOptions, servers: readonly string[]): Selection {
	const usual = options.quick ? QUICK : USUAL;
	const chosen = options.features ?? usual.features;
	return {
		servers: chosenBy("--server", options.server, servers),
		modes: chosenBy("--mode", options.mode, Mode.options),
		features: FEATURES.filter((features) => chosen.includes(features)),
		transports: options.transport
			? chosenBy("--transport", options.transport, BenchTransport.options)
			: usual.transports,
		rounds: options.rounds ?? usual.rounds,
		seconds: options.seconds ?? usual.seconds,
	};
}

function chosenBy<T extends string>(
	option: string,
	globs: readonly string[] | undefined,
	names: readonly T[],
): T[] {
	if (globs === undefined) return [...names];
	const [idle] = globsWithoutMatch(globs, names);
	if (idle !== undefined) {
		throw new UsageError(`${option} ${idle} matches nothing`, `There are: ${names.join(", ")}.`);
	}
	return names.filter((name) => matchesAny(globs, name));
}

function list(value: string, before: string[] = []): string[] {
	const items = value.split(",").map((item) => item.trim());
	if (items.some((item) => item === "")) throw new InvalidArgumentError("an empty name");
	return [...before, ...items];
}

function sizes(value: string, before: Features[] = []): Features[] {
	const found = list(value).map((item) => FEATURES.find((size) => String(size) === item));
	if (found.some((size) => size === undefined)) {
		throw new InvalidArgumentError(`expected some of ${FEATURES.join(",")}`);
	}
	return [...before, ...(found as Features[])];
}

function path(value: string): string {
	if (value.trim() === "") throw new InvalidArgumentError("an empty path");
	return value;
}

function count(value: string): number {
	if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError("expected 1 to 999");
	return Number(value);
}

function seconds(value: string): number {
	if (!/^\d+(\.\d+)?$/.test(value) || Number(value) < 0.1 || Number(value) > 600) {
		throw new InvalidArgumentError("expected seconds, from 0.1 to 600");
	}
	return Number(value);
}
