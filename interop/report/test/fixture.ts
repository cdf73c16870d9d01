/** A made-up run in a folder, as the stages before this one leave it: every outcome, every file. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cellId, type Plan } from "../../model/plan.ts";
import type { BatchRecord, InstanceRecord } from "../../model/record.ts";
import type { CellDetail, ResultCell, Results } from "../../model/results.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Transport } from "../../model/words.ts";
import { tally } from "../tally.ts";
import { carriedOut } from "./carried-out.ts";
import { CATALOGUE } from "./catalogue.ts";
import { HOSTILE } from "./hostile.ts";
import { type At, type Finding, findingOf } from "./outcomes.ts";
import {
	BLAME,
	CLIENTS,
	DEATHS,
	LEDGER,
	OBSERVED,
	PEERS,
	preflight,
	ROWS,
	SERVERS,
} from "./surroundings.ts";

const TRANSPORTS: readonly Transport[] = ["plaintext", "tls"];
const STARTED = "2026-03-01T12:00:00.000Z";
const ENDED = "2026-03-01T12:00:47.600Z";

export interface Fixture {
	readonly results: Results;
	readonly details: CellDetail[];
	readonly plan: Plan;
	readonly catalogue: readonly Scenario[];
	/** Of each cell that is not passed, by its id. */
	readonly findings: ReadonlyMap<string, Finding>;
}

/** The made-up run. `judge` says what was found in a cell, where the built-in rules are not wanted. */
export function fixture(
	judge: (at: At) => Finding | null = findingOf,
	catalogue: readonly Scenario[] = CATALOGUE,
): Fixture {
	const places = SERVERS.flatMap((server) =>
		CLIENTS.flatMap((client) =>
			TRANSPORTS.flatMap((transport) =>
				catalogue.map(({ id }) => ({ server: server.name, client, transport, scenario: id })),
			),
		),
	);
	const findings = new Map(
		places.flatMap((at) => {
			const finding = judge(at);
			return finding === null ? [] : [[cellId(at), finding] as const];
		}),
	);
	const cells = places.map((at, index): ResultCell => {
		const finding = findings.get(cellId(at));
		const ms = finding?.outcome === "could-not-run" ? null : 2 + (index % 17);
		return { ...at, outcome: finding?.outcome ?? "passed", reason: finding?.reason ?? null, ms };
	});
	return {
		results: resultsOf(cells, catalogue),
		details: places.flatMap((at) => detailOf(at, findings.get(cellId(at)))),
		plan: planOf(places),
		catalogue,
		findings,
	};
}

/** Writes a made-up run's files into a folder. */
export async function writeFixture(folder: string, made: Fixture = fixture()): Promise<void> {
	await put(folder, "results.json", made.results);
	await put(folder, "details.json", { details: made.details });
	await put(folder, "scenarios.json", { scenarios: made.catalogue });
	await put(folder, "rows.json", { rows: ROWS });
	await put(folder, "plan.json", made.plan);
	await put(folder, "observed.json", OBSERVED);
	for (const instance of made.plan.instances) {
		await put(folder, `servers/${instance.id}.json`, instanceRecord(instance.id, made.plan));
		await write(folder, `logs/${instance.id}.log`, serverLog(instance.id));
	}
	for (const batch of made.plan.batches) {
		await put(folder, `transcripts/${batch.id}.json`, batchRecord(batch, made));
		await write(folder, `logs/${batch.id}.log`, `driver of ${batch.id}: ${HOSTILE}\n`);
	}
}

function resultsOf(cells: ResultCell[], catalogue: readonly Scenario[]): Results {
	return {
		run: {
			id: "2026-03-01T12-00-00",
			started: STARTED,
			ended: ENDED,
			runtime: "docker",
			runtime_reason: "an engine answered, nothing else was asked for",
			command: "npm run interop",
			filters: {},
			interrupted: false,
		},
		peers: PEERS,
		scenarios: catalogue.map(({ id, title, mode, kind, why, source }) => ({
			id,
			title,
			mode,
			kind,
			why,
			source,
		})),
		preflight: preflight(),
		ledger: LEDGER,
		blame: BLAME.map((item) => ({
			...item,
			cells: cells
				.filter(
					(cell) =>
						cell.scenario === item.scenario &&
						cell.outcome === (item.known ? "expected-failure" : "failed"),
				)
				.map(cellId),
		})),
		deaths: DEATHS,
		cells,
		summary: { ...tally(cells), total: cells.length },
	};
}

function detailOf(at: At, finding: Finding | undefined): CellDetail[] {
	if (finding === undefined) return [];
	const { outcome: _, reason: __, saw: ___, ...differing } = finding;
	return [
		{
			cell: cellId(at),
			batch: `${at.client}.${at.server}.${at.transport}.1`,
			instance: `${at.server}.${at.transport}`,
			...differing,
			parties: [],
		},
	];
}

function planOf(places: readonly At[]): Plan {
	const cells = places.map((at, index) => ({
		...at,
		id: `${at.server}/${at.client}/${at.transport}/${at.scenario}`,
		behaviour: SERVERS.find((server) => server.name === at.server)?.behaviour ?? "python",
		job: `k${index}`,
		unsupported: null,
		places: { $a: { latitude: 811 + index, longitude: -922 } },
	}));
	const batches = Map.groupBy(cells, (cell) => `${cell.client}.${cell.server}.${cell.transport}.1`);
	return {
		runtime: "docker",
		runtime_reason: "an engine answered, nothing else was asked for",
		command: "npm run interop",
		filters: {},
		limit_ms: 8000,
		servers: SERVERS.map((server) => ({
			...server,
			peer: server.name,
			witness: true,
			votes: true,
			max_open_calls: null,
		})),
		clients: CLIENTS.map((name) => ({ name, peer: name, votes: true, contract: 1 as const })),
		transports: [...TRANSPORTS],
		instances: SERVERS.flatMap(({ name }) =>
			TRANSPORTS.map((transport) => ({
				id: `${name}.${transport}`,
				server: name,
				transport,
				database: "route-guide",
				settings: {},
				certificate: "usual" as const,
				own: false,
				restarts: 0,
			})),
		),
		batches: [...batches].map(([id, [first, ...rest]]) => ({
			id,
			session: id,
			client: first?.client ?? "",
			instance: `${first?.server}.${first?.transport}`,
			preflight: null,
			parallel: 3,
			weight: 3,
			timed: false,
			channel: {},
			tls: {},
			repetition: 1,
			via: null,
			cells: [first, ...rest].flatMap((cell) => (cell ? [cell.id] : [])),
			probes: { step: { job: "k901", madeUp: "p1" }, key: { job: "k902", madeUp: "p2" } },
		})),
		cells,
		ledger: [],
		repeat: { times: 1, seed: null, jobs: 1000, places: 1000 },
	};
}

function instanceRecord(instance: string, plan: Plan): InstanceRecord {
	const ids = new Set(
		plan.batches.filter((batch) => batch.instance === instance).flatMap((batch) => batch.cells),
	);
	const jobs = plan.cells.filter((cell) => ids.has(cell.id)).map((cell) => cell.job);
	const witnesses = jobs.map((cell) => ({
		cell,
		method: "/routeguide.RouteGuide/GetFeature",
		tls: instance.endsWith("tls"),
		peer: null,
		received: 1,
		sent: 1,
		deadline_ms: null,
		ended: "OK" as const,
	}));
	return {
		instance,
		ready: null,
		failed: null,
		witnesses,
		exit: null,
		died: false,
		away: [],
		command: ["server", "--port", "0"],
	};
}

function batchRecord(
	batch: Plan["batches"][number],
	{ plan, catalogue, findings }: Fixture,
): BatchRecord {
	const carried = new Set(batch.cells);
	const scripts = new Map(catalogue.map(({ id, scripts }) => [id, scripts]));
	const lines = plan.cells
		.filter(({ id }) => carried.has(id) && findings.get(id)?.outcome !== "could-not-run")
		.map(({ id, job, scenario, behaviour, places }) =>
			carriedOut(job, scripts.get(scenario)?.[behaviour], { ...findings.get(id), places }),
		);
	return {
		batch: batch.id,
		started: STARTED,
		ended: ENDED,
		hello: null,
		jobs: lines.map((line) => ({ line, ms: 3 })),
		done: lines.length,
		distrust: null,
		hint: null,
		exit: { code: 0, signal: null },
		command: ["client", "--batch", "/run/batch.json"],
	};
}

function serverLog(instance: string): string {
	const lines = Array.from(
		{ length: 300 },
		(_, at) =>
			`${new Date(Date.parse(STARTED) + at * 3).toISOString()} {"witness":{"cell":"k${at}","method":"/routeguide.RouteGuide/GetFeature","ended":"OK"}}`,
	);
	return [`${instance} is up`, HOSTILE, ...lines].join("\n");
}

async function put(folder: string, name: string, value: unknown): Promise<void> {
	await write(folder, name, JSON.stringify(value));
}

async function write(folder: string, name: string, text: string): Promise<void> {
	await mkdir(dirname(join(folder, name)), { recursive: true });
	await writeFile(join(folder, name), text);
}
