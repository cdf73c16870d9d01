/** The options of `npm run interop`, as they are typed, and as the stages want them. */
import { isIP } from "node:net";
import { Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../model/error.ts";
import type { Shard } from "../model/origin.ts";
import { Runtime } from "../model/words.ts";
import { SEEDS } from "../plan/repeat.ts";
import { type Filters, filtersOfCell } from "../plan/select.ts";
import type { MergeOptions } from "./merge.ts";

export interface InteropOptions {
	readonly runtime?: Runtime;
	readonly server?: string[];
	readonly client?: string[];
	readonly transport?: string[];
	readonly scenario?: string[];
	readonly cell?: string;
	readonly peers?: string[];
	readonly attach?: string[];
	readonly hostAddress?: string;
	readonly ledger?: string;
	readonly baseline?: string;
	readonly parallel: number;
	readonly timeout: number;
	readonly repeat: number;
	readonly seed?: number;
	readonly shard?: Shard;
	readonly out?: string;
	readonly keep?: boolean;
	readonly watch?: boolean;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
	readonly list?: boolean;
	readonly json?: boolean;
}

export interface Actions {
	interop(options: InteropOptions): Promise<void>;
	judge(run: string): Promise<void>;
	report(run: string): Promise<void>;
	merge(runs: readonly string[], options: MergeOptions): Promise<void>;
	observed(runs: readonly string[]): Promise<void>;
	times(run: string): Promise<void>;
	open(run: string | undefined): Promise<void>;
	diff(before: string, after: string, options: { readonly markdown?: boolean }): Promise<void>;
	baseline(run: string, file: string | undefined): Promise<void>;
}

const EXAMPLES = `
Examples:
  npm run interop                                          everything, plaintext and TLS
  npm run interop -- --server 'ts-*' --transport tls       the TypeScript server, over TLS
  npm run interop -- --cell ts-go/python/tls/get-feature/known-point --keep
  npm run interop -- --peers ../my-server --client ts,go   your own server as well
  npm run interop -- --attach mine=localhost:50051 --server mine   a server that already runs
  DOCKER_HOST=tcp://10.0.0.7:2375 npm run interop -- --host-address 10.0.0.2   another machine's engine
  npm run interop -- --scenario 'route-chat/*' --repeat 20 each cell twenty times
  npm run interop -- --scenario 'route-chat/*' --watch     again whenever one of them is saved
  npm run interop -- judge reports/latest                  judge a run's files again
  npm run report -- reports/latest                         write its reports again
  npm run interop -- --shard 1/4 --out parts/1             a quarter of it, on one of four machines
  npm run report -- merge parts/* --out all                the four quarters, judged as one run
  npm run report -- observed reports/latest                let what it observed be the record
  npm run report -- open                                   the newest page, in a browser
  npm run report -- diff RUN RUN --markdown                what changed from one to the other
  npm run report -- reports/latest --baseline RUN          the same, in the run's reports
  npm run report -- baseline reports/latest                let what it found be the baseline
  npm run interop -- --baseline reports/baseline.json      red only for what is not in it

Exit codes: 0 all cells as they should be, 1 some are not, 2 something typed or written is wrong,
3 nothing could be judged, 130 interrupted.`;

/** It is an option of the whole program's, which the help of a part of it does not list. */
const WITH_BASELINE = `
With --baseline <run-or-file>, what is red in that as well is known, and what changed since is told.`;

const OUT = new Option("--out <dir>", "the run's folder (default: reports/runs/<id>)").argParser(
	path,
);

/** The program; it parses, and calls one of the actions. */
export function program(actions: Actions): Command {
	const main = new Command("interop")
		.description("Do gRPC implementations in different languages really give identical results?")
		.addOption(new Option("--runtime <runtime>", "where peers run").choices(Runtime.options))
		.option("--server <globs>", "servers, comma-separated globs", list)
		.option("--client <globs>", "clients, comma-separated globs", list)
		.option(
			"--transport <names>",
			"plaintext, tls, mtls (default: plaintext,tls, and mtls for what is about that alone)",
			list,
		)
		.option("--scenario <globs>", "scenarios, comma-separated globs; * crosses /", list)
		.option("--cell <id>", "one cell alone: server/client/transport/scenario")
		.option("--peers <dirs>", "folders of more peers, comma-separated", list)
		.option("--attach <server>", "one that already runs: name=host:port[,tls,…]", each)
		.option("--host-address <ip>", "this machine's, as a remote engine's containers reach it", ip)
		.option("--ledger <file>", "what is known of those peers", path)
		.option("--baseline <run-or-file>", "fail only for what is not red in it as well", path)
		.option("--parallel <n>", "drivers at once", count, 10)
		.option("--timeout <seconds>", "what a job may take", seconds, 20)
		.option("--repeat <n>", "how often each cell runs, in another order each time", count, 1)
		.option("--seed <n>", "what those orders are drawn from: the same again for the same", seed)
		.option("--shard <i/n>", "part i of n: each scenario is in one, with all of its cells", shard)
		.addOption(OUT)
		.option("--keep", "leave the servers up at the end, until Ctrl-C")
		.option("--watch", "leave them up, and run again what a saved file affects, until Ctrl-C")
		.addOption(
			new Option("--quiet", "nothing but the failures and the verdict, at the end").conflicts(
				"verbose",
			),
		)
		.option("--verbose", "each set-up, start of a server and batch as well")
		.option("--list", "print what would run, and run nothing")
		.option("--json", "with --list: as JSON")
		.addHelpText("after", EXAMPLES)
		.showSuggestionAfterError()
		.exitOverride()
		.action((options: InteropOptions) => actions.interop(options));
	main
		.command("judge")
		.argument("<run>", "the run's folder", path)
		.description("judge a run's files again, starting nothing")
		.addHelpText("after", WITH_BASELINE)
		.action((run: string) => actions.judge(run));
	const report = main
		.command("report")
		.argument("<run>", "the run's folder", path)
		.description("write a run's reports again, starting nothing")
		.addHelpText("after", WITH_BASELINE)
		.action((run: string) => actions.report(run));
	report
		.command("observed")
		.argument("<runs...>", "runs' folders", paths)
		.description("make reports/observed.json anew, from what these runs observed")
		.action((runs: string[]) => actions.observed(runs));
	report
		.command("merge")
		.argument("<runs...>", "the folders of all parts", paths)
		.description("join the runs of all shards, or of several servers, and judge them as one")
		.addHelpText("after", WITH_BASELINE)
		.option("--whole <list>", "a file of --list --json: the cells that there have to be", path)
		.addOption(OUT)
		.action((runs: string[], options: MergeOptions) => actions.merge(runs, options));
	report
		.command("times")
		.argument("<run>", "the run's folder", path)
		.description("add what new scenarios took to reports/times.json, which balances shards")
		.action((run: string) => actions.times(run));
	report
		.command("open")
		.argument("[run]", "the run's folder (default: reports/latest)", path)
		.description("open a run's page in a browser")
		.action((run: string | undefined) => actions.open(run));
	report
		.command("diff")
		.argument("<before>", "a run's folder, or a baseline", path)
		.argument("<after>", "a run's folder", path)
		.option("--markdown", "as Markdown")
		.description("what changed; exit 1 where something is newly not as it should be")
		.action((before: string, after: string, options: { markdown?: boolean }) =>
			actions.diff(before, after, options),
		);
	report
		.command("baseline")
		.argument("<run>", "the run's folder", path)
		.argument("[file]", "where to write it (default: reports/baseline.json)", path)
		.description("let what a run found be the baseline")
		.action((run: string, file: string | undefined) => actions.baseline(run, file));
	return main;
}

/** The filters that the options stand for. Throws UsageError for a combination that makes no sense. */
export function filtersOf(options: InteropOptions): Filters {
	if (options.json && !options.list) {
		throw new UsageError("--json goes with --list", "Results as JSON are in the run's folder.");
	}
	const idle = (["out", "keep", "baseline"] as const).find((name) => options[name] !== undefined);
	if (options.list && idle !== undefined) {
		throw new UsageError(
			`--${idle} does not go with --list`,
			"Nothing is run, and nothing is kept.",
		);
	}
	checkWatch(options);
	if (options.hostAddress !== undefined && options.runtime === "process") {
		throw new UsageError(
			"--host-address goes with the docker runtime",
			"Processes are on this machine: leave it out, or use --runtime docker.",
		);
	}
	const { server, client, transport, scenario, cell } = options;
	if (cell === undefined) {
		return Object.fromEntries(
			Object.entries({ server, client, transport, scenario }).filter(([, globs]) => globs),
		);
	}
	if (options.shard !== undefined) {
		throw new UsageError("--shard does not go with --cell", "One cell is in one shard.");
	}
	if (server || client || transport || scenario) {
		throw new UsageError(
			"--cell names server, client, transport and scenario already",
			"Use --cell alone, or the filters without it.",
		);
	}
	return filtersOfCell(cell);
}

/** A watch goes on as long as somebody writes, and each round of it is a part of the run. */
function checkWatch({ watch, repeat, ...others }: InteropOptions): void {
	if (!watch) return;
	const idle = (["list", "keep", "shard", "baseline", "seed"] as const).find(
		(name) => others[name] !== undefined,
	);
	const wrong = repeat > 1 ? "repeat" : idle;
	if (wrong === undefined) return;
	throw new UsageError(
		`--${wrong} does not go with --watch`,
		"Watch with filters alone, and run again without --watch for the rest.",
	);
}

function paths(value: string, before: readonly string[] = []): string[] {
	return [...before, path(value)];
}

function list(value: string, before: string[] = []): string[] {
	const items = value.split(",").map((item) => item.trim());
	if (items.some((item) => item === "")) throw new InvalidArgumentError("an empty name");
	return [...before, ...items];
}

function path(value: string): string {
	if (value.trim() === "") throw new InvalidArgumentError("an empty path");
	return value;
}

/** An option that can be given several times. */
function each(value: string, before: string[] = []): string[] {
	return [...before, value];
}

/** Containers have a loopback of their own, and all addresses are none. */
function ip(value: string): string {
	if (isIP(value) === 0) throw new InvalidArgumentError("expected an IP address");
	if (/^(127\.|::1$|0\.0\.0\.0$|::$)/.test(value))
		throw new InvalidArgumentError("expected an address that other machines reach");
	return value;
}

function count(value: string): number {
	if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError("expected 1 to 999");
	return Number(value);
}

function shard(value: string): Shard {
	const [, index, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(value) ?? [];
	if (index === undefined || Number(index) > Number(of)) {
		throw new InvalidArgumentError("expected i/n, from 1/n to n/n, n at most 999");
	}
	return { index: Number(index), of: Number(of) };
}

function seed(value: string): number {
	if (!/^\d{1,10}$/.test(value) || Number(value) >= SEEDS) {
		throw new InvalidArgumentError(`expected a whole number below ${SEEDS}`);
	}
	return Number(value);
}

function seconds(value: string): number {
	if (!/^\d+(\.\d+)?$/.test(value) || Number(value) <= 0 || Number(value) > 3600) {
		throw new InvalidArgumentError("expected seconds, more than 0 and at most 3600");
	}
	return Number(value);
}
