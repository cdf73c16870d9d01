/** The rounds of a watch: each is a run of its own, in a folder of its own, on the servers that are up. */
import { join } from "node:path";
import { EXIT, type ExitCode } from "../../model/error.ts";
import type { Peer } from "../../model/peer.ts";
import type { Plan } from "../../model/plan.ts";
import type { Results } from "../../model/results.ts";
import type { Scenario } from "../../model/scenario.ts";
import { Numbers } from "../../plan/numbers.ts";
import { makePlan } from "../../plan/plan.ts";
import { writeReports } from "../../report/write.ts";
import { RunFolder } from "../../run/folder.ts";
import type { World } from "../../run/world.ts";
import { shownPath } from "../../support/typed-path.ts";
import { aboutPlan } from "../about-plan.ts";
import { type Asked, askedFor, frameOf } from "../asked.ts";
import { explained } from "../explain.ts";
import { exitCode, judgeFolder, verdictOf } from "../judge.ts";
import { originOf } from "../origin.ts";
import { recorded } from "../recorded.ts";
import { summaryText } from "../summary.ts";
import { LiveCatalogue } from "./catalogue.ts";
import { narrowed } from "./narrowed.ts";
import type { Burst } from "./saves.ts";
import { type Affected, affectedBy, both, NOTHING, type Sources } from "./sources.ts";
import type { WatchOrder } from "./watch.ts";

export interface RoundsOrder {
	readonly id: string;
	/** Of the first round; those of the others are below it. */
	readonly folder: RunFolder;
	readonly world: World;
	readonly sources: Sources;
}

interface Round {
	readonly id: string;
	readonly folder: RunFolder;
	readonly plan: Plan;
	readonly peers: readonly Peer[];
	readonly scenarios: readonly Scenario[];
	readonly origin: ReturnType<typeof originOf> | null;
}

export class Rounds {
	readonly #watch: WatchOrder;
	readonly #order: RoundsOrder;
	readonly #catalogue: LiveCatalogue;
	readonly #numbers: Numbers;
	/** The servers, clients and transports between which all was refused that must be: `server/client/transport`. */
	readonly #refusing = new Map<string, { readonly server: string; readonly client: string }>();
	#number = 1;
	/** What a save affects that could not be run yet: something that was saved with it is wrong. */
	#due: Affected = NOTHING;

	constructor(watch: WatchOrder, order: RoundsOrder) {
		this.#watch = watch;
		this.#order = order;
		this.#catalogue = new LiveCatalogue(watch.scenarios, watch.asked.catalogue);
		this.#numbers = Numbers.for(watch.asked.selection);
	}

	/** All that was asked for. */
	async first(): Promise<ExitCode> {
		const { asked, terminal, choice, loudness } = this.#watch;
		const { id, folder } = this.#order;
		const { scenarios } = asked.selection;
		const plan = makePlan(asked.selection, {
			...frameOf(asked, choice, terminal),
			numbers: this.#numbers,
		});
		await this.#carryOut({
			id,
			folder,
			plan,
			peers: asked.needed,
			scenarios,
			origin: originOf(asked, null),
		});
		const brief = loudness === "quiet";
		const code = await judgeFolder(folder, terminal, { baseline: null, brief });
		this.#remember(folder.results());
		this.#becomeLatest(folder);
		return code;
	}

	/** What these saves affect; null where that is nothing of what was asked for. Throws InteropError for what is wrong with a file that all depends on. */
	async again({ at, paths }: Burst): Promise<ExitCode | null> {
		const { say, terminal, asked: before, choice } = this.#watch;
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
		const { selection, wanted } = narrowed(
			this.#withoutBroken(asked),
			everything ? "everything" : { scenarios: read, peers: affected.peers },
		);
		const plan = makePlan(selection, {
			...frameOf(asked, choice, terminal),
			numbers: this.#numbers,
			wanted,
			preflight: ({ server, client, transport }) =>
				!this.#refusing.has(`${server}/${client}/${transport}`),
			fewDrivers: affected.peers.size === 0 && !everything,
		});
		const { scenarios } = selection;
		const ran = plan.cells.length > 0;
		if (!ran && problems.length === 0) say("nothing of it is among what was asked for\n");
		const code = ran ? await this.#round({ plan, peers: asked.needed, scenarios }, at) : null;
		return problems.length === 0 ? code : EXIT.usage;
	}

	async #round(part: Pick<Round, "plan" | "peers" | "scenarios">, at: number): Promise<ExitCode> {
		const { terminal, loudness } = this.#watch;
		this.#number += 1;
		const id = `${this.#order.id}-${this.#number}`;
		const path = join(this.#order.folder.path, "rounds", String(this.#number));
		const folder = RunFolder.create(id, path);
		await this.#carryOut({ ...part, id, folder, origin: null });
		const { results, details, observed } = verdictOf(folder);
		const shown = { folder: shownPath(path), files: [], brief: loudness === "quiet" };
		terminal.out(
			summaryText({ results, details, observed, changes: null, ...shown }, terminal.colour),
		);
		this.#remember(results);
		const code = exitCode(results);
		const seconds = ((performance.now() - at) / 1000).toFixed(1);
		terminal.out(
			`round ${this.#number}: ${code === EXIT.green ? "green" : "red"}, ${seconds} s after the save`,
		);
		// Whoever waits for the verdict need not wait for the page.
		await writeReports(path, (line) => terminal.progress.stream.write(`${line}\n`));
		terminal.out(`report: ${shownPath(join(path, "index.html"))}`);
		this.#becomeLatest(folder);
		return code;
	}

	async #carryOut({ id, folder, plan, peers, scenarios, origin }: Round): Promise<void> {
		const { loudness, say, terminal } = this.#watch;
		const interrupted = () => terminal.signal.aborted;
		say(aboutPlan(plan, scenarios.length));
		await recorded(
			{ id, origin, plan, scenarios, folder, loudness, interrupted },
			terminal,
			(events) =>
				this.#order.world.carryOut({
					plan,
					peers,
					scenarios,
					folder,
					events,
					// A scenario that may harm its server gets a new one each time.
					stays: ({ own }) => !own,
				}),
		);
	}

	/** Ends what runs of these peers, of which nothing is known from here on. */
	async #renew({ needed }: Asked, names: ReadonlySet<string>): Promise<void> {
		await this.#order.world.renew(names);
		const peers = needed.filter(({ name }) => names.has(name));
		const servers = new Set(peers.flatMap((peer) => peer.servers.map(({ name }) => name)));
		const clients = new Set(peers.map(({ client }) => client?.name));
		for (const [pair, { server, client }] of this.#refusing) {
			if (servers.has(server) || clients.has(client)) this.#refusing.delete(pair);
		}
	}

	/** Between whom all was refused is not tried again: between all others it is, and they stay red. */
	#remember({ preflight }: Results): void {
		const pairs = Map.groupBy(
			preflight,
			({ server, client, transport }) => `${server}/${client}/${transport}`,
		);
		for (const [pair, checks] of pairs) {
			const [first] = checks;
			if (first && checks.every(({ ok }) => ok)) this.#refusing.set(pair, first);
		}
	}

	#withoutBroken({ selection }: Asked): Asked["selection"] {
		const scenarios = selection.scenarios.filter(({ id }) => !this.#catalogue.isBroken(id));
		return { ...selection, scenarios };
	}

	#becomeLatest(folder: RunFolder): void {
		if (this.#watch.asked.options.out === undefined) folder.becomeLatest();
	}
}
