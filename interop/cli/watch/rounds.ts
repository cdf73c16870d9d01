/** The rounds of a watch: each is a run of its own, in a folder of its own, on the servers that are up. */
import { join } from "node:path";
import { EXIT, type ExitCode } from "../../model/error.ts";
import type { Peer } from "../../model/peer.ts";
import { cellId, type Plan } from "../../model/plan.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Times } from "../../model/times.ts";
import { Numbers } from "../../plan/numbers.ts";
import { makePlan } from "../../plan/plan.ts";
import type { Selection } from "../../plan/select.ts";
import { counted } from "../../report/verdict.ts";
import { writeReports } from "../../report/write.ts";
import { RunFolder } from "../../run/folder.ts";
import type { World } from "../../run/world.ts";
import { DEFAULT_DATABASE } from "../../scenarios/databases.ts";
import { shownPath } from "../../support/typed-path.ts";
import { aboutPlan } from "../about-plan.ts";
import { type Asked, askedFor, frameOf } from "../asked.ts";
import { explained } from "../explain.ts";
import { exitCode, judgeFolder, verdictOf } from "../judge.ts";
import { originOf } from "../origin.ts";
import { recorded } from "../recorded.ts";
import { summaryText } from "../summary.ts";
import { LiveCatalogue } from "./catalogue.ts";
import { firstLook } from "./first-look.ts";
import { type Named, narrowed } from "./narrowed.ts";
import { LastOutcomes } from "./outcomes.ts";
import { Refused } from "./refused.ts";
import type { Burst } from "./saves.ts";
import { type Affected, affectedBy, both, NOTHING, type Sources } from "./sources.ts";
import { Unfinished } from "./unfinished.ts";
import type { WatchOrder } from "./watch.ts";

/** With no more cells than that, one driver for several servers costs less than a start for each. */
const FEW_CELLS = 300;

export interface RoundsOrder {
	readonly id: string;
	/** Of the first round; those of the others are below it. */
	readonly folder: RunFolder;
	readonly world: World;
	readonly sources: Sources;
	/** What scenarios take. */
	readonly times: Times;
}

interface Round {
	readonly id: string;
	readonly folder: RunFolder;
	readonly plan: Plan;
	readonly peers: readonly Peer[];
	readonly scenarios: readonly Scenario[];
	readonly origin: ReturnType<typeof originOf> | null;
	/** Aborted where it is to be given up. */
	readonly signal: AbortSignal;
}

type Part = Pick<Round, "plan" | "peers" | "scenarios">;

/** `look`: at a few cells first, of which a page is made only where they are red. */
type Kind = "all" | "look";

export class Rounds {
	readonly #watch: WatchOrder;
	readonly #order: RoundsOrder;
	readonly #catalogue: LiveCatalogue;
	readonly #numbers: Numbers;
	readonly #refused = new Refused();
	readonly #outcomes = new LastOutcomes();
	#number = 1;
	/** What a save affects that could not be run yet: something that was saved with it is wrong. */
	#due: Affected = NOTHING;
	/** Ids of the cells that a round left when it was given up. */
	#left: ReadonlySet<string> = new Set();

	constructor(watch: WatchOrder, order: RoundsOrder) {
		this.#watch = watch;
		this.#order = order;
		this.#catalogue = new LiveCatalogue(watch.scenarios, watch.asked.catalogue);
		this.#numbers = Numbers.for(watch.asked.selection);
	}

	/** All that was asked for; null where it was given up, since `newer` was aborted. */
	async first(newer: AbortSignal): Promise<ExitCode | null> {
		const { asked, terminal, choice, loudness } = this.#watch;
		const { id, folder } = this.#order;
		const { scenarios } = asked.selection;
		const plan = makePlan(asked.selection, {
			...frameOf(asked, choice, terminal),
			numbers: this.#numbers,
		});
		this.#watch.say(aboutPlan(plan, scenarios.length));
		const came = await this.#carryOut({
			id,
			folder,
			plan,
			peers: asked.needed,
			scenarios,
			origin: originOf(asked, null),
			signal: AbortSignal.any([terminal.signal, newer]),
		});
		if (!came) return null;
		const brief = loudness === "quiet";
		const code = await judgeFolder(folder, terminal, { baseline: null, brief });
		const results = folder.results();
		this.#refused.learn(results);
		this.#outcomes.take(results.cells);
		this.#becomeLatest(folder);
		return code;
	}

	/**
	 * What these saves affect, and what the last round left; null where that is nothing of what was asked
	 * for, or it was given up, since `newer` was aborted. Throws InteropError for what is wrong with a file
	 * that all depends on.
	 */
	async again({ at, paths }: Burst, newer: AbortSignal): Promise<ExitCode | null> {
		const { say, terminal, asked: before } = this.#watch;
		const { sources } = this.#order;
		say(`saved: ${paths.map(shownPath).join("  ")}\n`);
		const affected = both(this.#due, affectedBy(paths, sources));
		this.#due = affected;
		if (affected.servers) this.#catalogue.readAll();
		const read = this.#catalogue.read(affected.scenarios);
		const everything = affected.servers || affected.ledger;
		const asked = askedFor(before.options, this.#catalogue.scenarios());
		const all = new Set(asked.needed.map(({ name }) => name));
		await this.#renew(asked, affected.servers ? all : affected.peers);
		this.#due = NOTHING;
		const problems = this.#catalogue.problemsOf(
			everything || affected.peers.size > 0 ? this.#catalogue.ids() : read,
		);
		for (const problem of problems) terminal.progress.stream.write(explained(problem));
		const isHit = hitBy(affected, read, asked);
		const left = this.#left;
		const wanted = (cell: Named) => isHit(cell) || left.has(cellId(cell));
		const part = this.#part(asked, this.#withoutBroken(asked), wanted);
		if (part.plan.cells.length > 0) {
			const code = await this.#inTurn(asked, part, at, newer);
			return problems.length === 0 ? code : EXIT.usage;
		}
		if (problems.length > 0) return EXIT.usage;
		say("nothing of it is among what was asked for\n");
		return null;
	}

	/** A first look, where it is much, and all of it. */
	async #inTurn(
		asked: Asked,
		part: Part,
		at: number,
		newer: AbortSignal,
	): Promise<ExitCode | null> {
		const { say, terminal } = this.#watch;
		const { cells } = part.plan;
		const look = firstLook({
			plan: part.plan,
			red: this.#outcomes.red(),
			times: this.#order.times,
			database: DEFAULT_DATABASE,
		});
		if (look !== null) {
			const isIn = (cell: Named) => look.has(cellId(cell));
			const its = this.#part(asked, asked.selection, isIn, "look");
			say(
				`a first look at ${its.plan.cells.length} of ${counted(cells.length, "cell")}, then at all\n`,
			);
			const code = await this.#round(its, at, terminal.signal, "look");
			if (terminal.signal.aborted) return code;
			if (this.#outcomes.noneRan(look)) {
				this.#left = new Set(cells.map(({ id }) => id));
				say("none of these could run: the others wait for the next save\n");
				return code;
			}
		}
		say(aboutPlan(part.plan, part.scenarios.length));
		return this.#round(part, at, AbortSignal.any([terminal.signal, newer]), "all");
	}

	/** The wanted cells of a selection; of a `look` without connections that must be refused. */
	#part(
		asked: Asked,
		whole: Selection,
		wanted: (cell: Named) => boolean,
		kind: Kind = "all",
	): Part {
		const { choice, terminal } = this.#watch;
		const { selection, cells } = narrowed(whole, wanted);
		const plan = makePlan(selection, {
			...frameOf(asked, choice, terminal),
			numbers: this.#numbers,
			wanted,
			preflight: (pair) => kind === "all" && !this.#refused.has(pair),
			fewDrivers: cells <= FEW_CELLS,
		});
		return { plan, peers: asked.needed, scenarios: selection.scenarios };
	}

	async #round(part: Part, at: number, signal: AbortSignal, kind: Kind): Promise<ExitCode | null> {
		const { terminal, loudness } = this.#watch;
		this.#number += 1;
		const id = `${this.#order.id}-${this.#number}`;
		const path = join(this.#order.folder.path, "rounds", String(this.#number));
		const folder = RunFolder.create(id, path);
		if (!(await this.#carryOut({ ...part, id, folder, origin: null, signal }))) return null;
		const { results, details, observed } = verdictOf(folder);
		const shown = { folder: shownPath(path), files: [], brief: loudness === "quiet" };
		terminal.out(
			summaryText({ results, details, observed, changes: null, ...shown }, terminal.colour),
		);
		this.#refused.learn(results);
		const since = this.#outcomes.take(results.cells);
		if (since !== null) terminal.out(since);
		const code = exitCode(results);
		const seconds = ((performance.now() - at) / 1000).toFixed(1);
		terminal.out(
			`round ${this.#number}: ${code === EXIT.green ? "green" : "red"}, ${seconds} s after the save${kind === "look" ? ", at a first look" : ""}`,
		);
		if (kind === "look" && code === EXIT.green) return code;
		// Whoever waits for the verdict need not wait for the page.
		await writeReports(path, (line) => terminal.progress.stream.write(`${line}\n`));
		terminal.out(`report: ${shownPath(join(path, "index.html"))}`);
		this.#becomeLatest(folder);
		return code;
	}

	/** Whether it came to its end, or to that of the watch: otherwise it was given up, and what it left is noted. */
	async #carryOut(round: Round): Promise<boolean> {
		const { id, folder, plan, peers, scenarios, origin, signal } = round;
		const { loudness, say, terminal } = this.#watch;
		const unfinished = new Unfinished(plan);
		const interrupted = () => signal.aborted && unfinished.any;
		await recorded(
			{
				id,
				origin,
				plan,
				scenarios,
				folder,
				loudness,
				interrupted,
				over: ({ distrust }, batch, bad) => {
					if (distrust === null || !signal.aborted) unfinished.over(batch, bad);
				},
			},
			terminal,
			(events) =>
				this.#order.world.carryOut({
					plan,
					peers,
					scenarios,
					folder,
					events,
					signal,
					// A scenario that may harm its server gets a new one each time.
					stays: ({ own }) => !own,
				}),
		);
		const givenUp = interrupted() && !terminal.signal.aborted;
		this.#left = givenUp ? unfinished.cells() : new Set();
		if (!givenUp) return true;
		const cells = counted(this.#left.size, "cell");
		say(
			`round ${this.#number}: given up for what was saved meanwhile; ${cells} of it run again with that\n`,
		);
		return false;
	}

	/** Ends what runs of these peers, of which nothing is known from here on. */
	async #renew({ needed }: Asked, names: ReadonlySet<string>): Promise<void> {
		await this.#order.world.renew(names);
		this.#refused.forget(needed.filter(({ name }) => names.has(name)));
	}

	#withoutBroken({ selection }: Asked): Selection {
		const scenarios = selection.scenarios.filter(({ id }) => !this.#catalogue.isBroken(id));
		return { ...selection, scenarios };
	}

	#becomeLatest(folder: RunFolder): void {
		if (this.#watch.asked.options.out === undefined) folder.becomeLatest();
	}
}

/** Whether a cell is affected; `read`: ids of the scenarios whose files were saved. */
function hitBy(
	{ servers: started, ledger, peers }: Affected,
	read: ReadonlySet<string>,
	{ selection: { servers, clients } }: Asked,
): (cell: Named) => boolean {
	if (started || ledger) return () => true;
	const theirs = servers.filter(({ peer }) => peers.has(peer.name));
	const serverNames = new Set(theirs.map(({ server }) => server.name));
	const clientNames = new Set(
		clients.flatMap(({ name, client }) => (client && peers.has(name) ? [client.name] : [])),
	);
	return ({ server, client, scenario }) =>
		read.has(scenario) || serverNames.has(server) || clientNames.has(client);
}
