/** From a selection to the plan of a run. Nothing is started here. */
import type { ContractVersion } from "../model/batch.ts";
import type { ResolvedEntry } from "../model/ledger.ts";
import type { Peer } from "../model/peer.ts";
import {
	type BatchPlan,
	type Cell,
	type Check,
	cellId,
	type Instance,
	type Plan,
	type Probe,
} from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import type { ClientTls, ScenarioTls } from "../model/tls.ts";
import type { Transport } from "../model/words.ts";
import { callsOf, draftBatches, isCrowded, madeUpName, type Work } from "./batches.ts";
import { Numbers } from "./numbers.ts";
import { companyOf, needsOwn, restartsOf } from "./own-servers.ts";
import { runsOver, type SelectedServer, type Selection } from "./select.ts";
import { isRuledOut, lackOf, unsupportedIn } from "./unsupported.ts";

/** What a plan is made of, besides the selection. */
export interface PlanFrame
	extends Pick<Plan, "runtime" | "runtime_reason" | "command" | "filters" | "limit_ms"> {
	readonly ledger: readonly ResolvedEntry[];
	readonly defaultDatabase: string;
	/** Those of earlier plans for the same servers, which this one goes on from; new ones where absent. */
	readonly numbers?: Numbers;
	/** Between whom the connections that must be refused are tried; between all where it is absent. */
	readonly preflight?: (pair: Pick<Cell, "server" | "client" | "transport">) => boolean;
	/** One driver for all shared servers of a transport, not one for each: a few cells are there sooner. */
	readonly fewDrivers?: boolean;
	/** Which cells of the selection's product are planned; all where it is absent. */
	readonly wanted?: (cell: Pick<Cell, "server" | "client" | "transport" | "scenario">) => boolean;
}

/** Servers of its own that a session has at once: each is a container, or a process. */
const OWN_SERVERS = 3;
const CHECKS: Readonly<Record<Transport, readonly Check[]>> = {
	plaintext: ["tls-into-plaintext"],
	tls: ["wrong-name", "unknown-ca", "plaintext-into-tls"],
	mtls: ["wrong-name", "unknown-ca", "plaintext-into-tls", "no-client-certificate"],
};

/** What a client does, that it must be refused for. */
const MISUSES: Readonly<Record<Check, ClientTls>> = {
	"wrong-name": { name: "wrong.interop.test" },
	"unknown-ca": { ca: "unknown" },
	"plaintext-into-tls": { client: "plaintext" },
	"tls-into-plaintext": { client: "tls" },
	"no-client-certificate": { client_certificate: "none" },
};

/** Makes the plan: cells, the instances they need, the batches that carry them, the preflight. */
export function makePlan(selection: Selection, frame: PlanFrame): Plan {
	const builder = new PlanBuilder(selection, frame);
	for (const server of selection.servers) {
		for (const transport of server.transports ?? selection.transports) {
			builder.addServer(server, transport);
		}
	}
	return builder.build();
}

class PlanBuilder {
	readonly #selection: Selection;
	readonly #frame: PlanFrame;
	readonly #numbers: Numbers;
	readonly #instances = new Map<string, Instance>();
	readonly #batches: BatchPlan[] = [];
	readonly #cells: Cell[] = [];
	#own = 0;

	constructor(selection: Selection, frame: PlanFrame) {
		this.#selection = selection;
		this.#frame = frame;
		this.#numbers = frame.numbers ?? Numbers.for(selection);
	}

	addServer(selected: SelectedServer, transport: Transport): void {
		for (const client of this.#selection.clients) {
			const names = { server: selected.server.name, client: client.client?.name ?? "", transport };
			const { wanted = () => true } = this.#frame;
			const works = this.#selection.scenarios
				.filter((scenario) => runsOver(this.#selection, selected, scenario, transport))
				.filter(({ id }) => wanted({ ...names, scenario: id }))
				.map((scenario) => ({
					scenario,
					cell: this.#addCell(selected, client, transport, scenario),
				}));
			const runnable = works.filter(
				({ scenario }) =>
					lackOf(selected, client, scenario, this.#frame.defaultDatabase) === null &&
					!isRuledOut(selected.peer, "server", names.server, transport) &&
					!isRuledOut(client, "client", names.client, transport),
			);
			if (runnable.length > 0) this.#addBatches(selected, transport, runnable);
		}
	}

	build(): Plan {
		const { servers, clients, transports } = this.#selection;
		const { ledger, runtime, runtime_reason, command, filters, limit_ms } = this.#frame;
		return {
			runtime,
			runtime_reason,
			command,
			filters,
			limit_ms,
			servers: servers.map(({ peer, server }) => ({
				name: server.name,
				peer: peer.name,
				behaviour: server.behaviour,
				witness: server.witness,
				votes: peer.builtIn,
				max_open_calls: server["max-open-calls"] ?? null,
				...(server.unmodified && { unmodified: server.unmodified }),
			})),
			clients: clients.map((peer) => ({
				name: peer.client?.name ?? "",
				peer: peer.name,
				votes: peer.builtIn,
				contract: peer.client?.contract ?? 1,
			})),
			transports: [...new Set([...transports, ...servers.flatMap((one) => one.transports ?? [])])],
			instances: [...this.#instances.values()],
			batches: this.#batches,
			cells: this.#cells,
			ledger: [...ledger],
			repeat: {
				times: 1,
				seed: null,
				jobs: this.#numbers.jobs,
				places: this.#numbers.places.taken,
			},
		};
	}

	#addCell(selected: SelectedServer, client: Peer, transport: Transport, scenario: Scenario): Cell {
		const { server } = selected;
		const names = {
			server: server.name,
			client: client.client?.name ?? "",
			transport,
			scenario: scenario.id,
		};
		const cell: Cell = {
			...names,
			id: cellId(names),
			behaviour: server.behaviour,
			job: this.#numbers.job(),
			unsupported: unsupportedIn(
				selected,
				client,
				transport,
				scenario,
				this.#frame.defaultDatabase,
			),
			places: this.#numbers.places.take(scenario.scripts[server.behaviour].places),
		};
		this.#cells.push(cell);
		return cell;
	}

	#addBatches(selected: SelectedServer, transport: Transport, works: readonly Work[]): void {
		const { server } = selected;
		const client = works[0]?.cell.client ?? "";
		const name = `${client}.${server.name}.${transport}`;
		const { fewDrivers = false, preflight = () => true } = this.#frame;
		const shared = fewDrivers ? `${client}.${transport}` : name;
		const sharing = Map.groupBy(
			works.filter(({ scenario }) => !needsOwn(selected, scenario)),
			({ scenario: { id, database, server, channel, tls, via } }) =>
				// A relay counts streams and connections: each scenario has one to itself.
				JSON.stringify([database, server, channel, tls, ...(via === null ? [] : [id])]),
		);
		const contract = this.#contractOf(client);
		let n = 0;
		const add = (
			instance: Instance,
			draft: Omit<
				BatchPlan,
				"id" | "session" | "client" | "instance" | "preflight" | "probes" | "repetition"
			>,
			check: Check | null = null,
			part = "",
			driver = shared,
		) => {
			// Nothing that a driver is given tells it a preflight or a probe from any other job.
			const id = `${name}.${++n}`;
			this.#batches.push({
				id,
				// Timed ones apart: they run at another time than the rest.
				session: contract === 1 ? id : `${draft.timed ? `${name}.timed` : driver}${part}`,
				client,
				instance: instance.id,
				preflight: check && { check, job: this.#numbers.job() },
				probes: { step: this.#probe(), key: this.#probe() },
				repetition: 1,
				...draft,
			});
		};
		const alone = { parallel: 1, weight: 1, timed: false, channel: {}, via: null, cells: [] };
		const usual = { database: this.#frame.defaultDatabase, server: {}, tls: {} };
		const preflightOn = this.#instance(selected, transport, usual);
		const checks = preflight({ server: server.name, client, transport }) ? CHECKS[transport] : [];
		for (const check of checks) {
			add(preflightOn, { ...alone, tls: MISUSES[check] }, check);
		}
		for (const [, group] of sharing) {
			const { channel, tls, via } = scenarioOf(group);
			const instance = this.#instance(selected, transport, scenarioOf(group));
			const capacity = server["max-open-calls"] ?? null;
			for (const draft of draftBatches(group, capacity, this.#selection.clients.length)) {
				// What sleeps on a channel of its own does so while the others sleep; and what fills the
				// server holds the others up for as long as it takes, and no longer.
				const sleeps = draft.timed && Object.keys(channel).length > 0;
				const crowded = !draft.timed && isCrowded(draft, capacity);
				const apart = sleeps ? `.${n}` : crowded ? ".crowded" : "";
				add(instance, { ...draft, channel, via, tls: clientSide(tls) }, null, apart);
			}
		}
		const own = works.filter(({ scenario }) => needsOwn(selected, scenario));
		const companies = [...Map.groupBy(own, (work) => companyOf(selected, work)).values()];
		for (const [index, group] of companies.entries()) {
			const { channel, via, timed, tls } = scenarioOf(group);
			add(
				this.#instance(selected, transport, scenarioOf(group), { restarts: restartsOf(group) }),
				{
					channel,
					tls: clientSide(tls),
					via,
					parallel: 1,
					weight: Math.max(1, ...group.map(callsOf)),
					timed,
					cells: group.map(({ cell }) => cell.id),
				},
				null,
				`.own.${1 + Math.floor(index / OWN_SERVERS)}`,
				name,
			);
		}
	}

	#contractOf(client: string): ContractVersion {
		const peer = this.#selection.clients.find((other) => other.client?.name === client);
		return peer?.client?.contract ?? 1;
	}

	#probe(): Probe {
		return { job: this.#numbers.job(), madeUp: madeUpName() };
	}

	#instance(
		{ server }: SelectedServer,
		transport: Transport,
		{ database, server: settings, tls }: Pick<Scenario, "database" | "server" | "tls">,
		own: Pick<Instance, "restarts"> | null = null,
	): Instance {
		const certificate = tls.server_certificate ?? "usual";
		const variant = [
			...(database === this.#frame.defaultDatabase ? [] : [database]),
			...Object.entries(settings).map(([name, value]) =>
				value === true ? name : `${name}=${value}`,
			),
			...(certificate === "usual" ? [] : [`certificate=${certificate}`]),
		]
			.map((part) => `.${part}`)
			.join("");
		const id = `${server.name}.${transport}${variant}${own ? `.own.${++this.#own}` : ""}`;
		const instance = this.#instances.get(id) ?? {
			id,
			server: server.name,
			transport,
			database,
			settings,
			certificate,
			own: own !== null,
			restarts: own?.restarts ?? 0,
		};
		this.#instances.set(id, instance);
		return instance;
	}
}

function clientSide({ server_certificate: _, ...client }: ScenarioTls): ClientTls {
	return client;
}

function scenarioOf([first]: readonly Work[]): Scenario {
	if (first === undefined) throw new Error("a batch is never empty");
	return first.scenario;
}
