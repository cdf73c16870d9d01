/** The bench from its order to its results. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, release, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { RuntimeMissingError } from "../../interop/model/error.ts";
import type { Peer } from "../../interop/model/peer.ts";
import type { Mode } from "../../interop/model/words.ts";
import { runCertificates } from "../../interop/peers/certificates.ts";
import { processRuntime } from "../../interop/peers/process/runtime.ts";
import { missingTools } from "../../interop/peers/process/tools.ts";
import { databaseFiles } from "../databases/files.ts";
import { type Features, modesFor } from "../model/loads.ts";
import type { BenchResults, BenchServer, BenchTransport } from "../model/results.ts";
import { GHZ, prepareMakers } from "../tools/makers.ts";
import { type BoutEvents, bout } from "./bout.ts";
import type { Entrant } from "./contestant.ts";

export interface BenchOrder {
	readonly entrants: readonly Entrant[];
	/** Whose sources the streaming load maker is built from. */
	readonly goPeer: Peer;
	readonly modes: readonly Mode[];
	readonly features: readonly Features[];
	readonly transports: readonly BenchTransport[];
	readonly rounds: number;
	readonly seconds: number;
	/** As it was typed. */
	readonly command: string;
	/** For the servers' logs. */
	readonly logs: string;
	readonly signal: AbortSignal;
	/** Told what is going on, and what takes long. */
	doing(what: string): void;
	log(line: string): void;
}

/** Everything it started has ended when it resolves, interrupted or not. Throws InteropError. */
export async function bench(order: BenchOrder): Promise<BenchResults> {
	const started = new Date().toISOString();
	const seen: Pick<BenchResults, "servers" | "instances" | "cells"> = {
		servers: order.entrants.map(asServer),
		instances: [],
		cells: [],
	};
	try {
		await measure(order, eventsInto(seen, order));
	} catch (problem) {
		if (!order.signal.aborted) throw problem;
	}
	return {
		version: 1,
		started,
		ended: new Date().toISOString(),
		interrupted: order.signal.aborted,
		command: order.command,
		rounds: order.rounds,
		seconds: order.seconds,
		machine: {
			cores: cpus().length,
			cpu: cpus()[0]?.model ?? "unknown",
			memory_bytes: totalmem(),
			system: `${type()} ${release()}`,
			node: process.version,
		},
		load_makers: { unary: `ghz ${GHZ.version}`, streaming: "containers/go/cmd/load" },
		...seen,
	};
}

async function measure(order: BenchOrder, events: BoutEvents): Promise<void> {
	const { signal, log } = order;
	const peers = [...new Set([...order.entrants.map(({ peer }) => peer), order.goPeer])];
	const missing = missingTools(peers);
	if (missing.length > 0) {
		throw new RuntimeMissingError(
			`${missing.join(" and ")} not installed`,
			"Servers and load makers are built here: Go and Python 3 are needed.",
		);
	}
	await using runtime = processRuntime();
	for (const peer of peers)
		await runtime.prepare(peer, (line) => log(`${peer.name}: ${line}`), signal);
	const makers = await prepareMakers(order.goPeer, order.modes, log, signal);
	mkdirSync(order.logs, { recursive: true });
	const secrets = mkdtempSync(join(tmpdir(), "bench-certificates-"));
	try {
		const certificates = runCertificates(secrets);
		for (const features of order.features) {
			const files = await databaseFiles(features, log, signal);
			for (const transport of order.transports) {
				const ground = {
					features,
					transport,
					files,
					runtime,
					certificates,
					logs: order.logs,
					signal,
				};
				const modes = modesFor(features, order.features, order.modes);
				await bout({ ...order, ground, modes, makers, events });
			}
		}
	} finally {
		rmSync(secrets, { recursive: true, force: true });
	}
}

function eventsInto(
	seen: Pick<BenchResults, "servers" | "instances" | "cells">,
	order: BenchOrder,
): BoutEvents {
	return {
		doing: (what) => order.doing(what),
		instance: (instance) => void seen.instances.push(instance),
		cell: (cell) => void seen.cells.push(cell),
		told(name, about) {
			const server = seen.servers.find((one) => one.name === name);
			if (server && about) Object.assign(server, { language: about.language, grpc: about.grpc });
		},
	};
}

function asServer({ peer, server }: Entrant): BenchServer {
	const { name, behaviour } = server;
	return { name, title: peer.title, behaviour, language: null, grpc: null };
}
