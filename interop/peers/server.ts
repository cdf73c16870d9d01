/** One running server instance: started, ready, listened to, stopped. */

import { PeerStartError } from "../model/error.ts";
import type { Peer, ServerEntry } from "../model/peer.ts";
import { describeExit, type Exit, type InstanceRecord } from "../model/record.ts";
import type { ServerSettings } from "../model/scenario.ts";
import { ReadyLine, type Witness, WitnessLine } from "../model/server-lines.ts";
import type { ServerCertificate } from "../model/tls.ts";
import type { Transport } from "../model/words.ts";
import { logLinesOf } from "../support/lines.ts";
import type { LogFile } from "../support/log-file.ts";
import { aborted, TIMED_OUT, within } from "../support/timers.ts";
import { addressOf } from "./address.ts";
import type { Certificates } from "./certificates.ts";
import { connects } from "./connect.ts";
import { LastWords } from "./last-words.ts";
import type { Location, Program, Station } from "./runtime.ts";

/** How long a server may take to become ready, and to end after SIGTERM. */
export interface ServerLimits {
	readonly readyMs: number;
	readonly stopMs: number;
}
export const SERVER_LIMITS: ServerLimits = { readyMs: 30_000, stopMs: 5_000 };
/** What a killed program still had in its pipes is read within this time. */
const DRAIN_MS = 1_000;
const MAX_LINE = 1024 * 1024;
/** How the harness itself, and whoever sits at the machine, looks at addresses. */
export const HOST: Location = {
	where: "host",
	bind: "127.0.0.1",
	port: 0,
	alias: null,
	fromHost: null,
};

export interface ServerOrder {
	readonly id: string;
	readonly peer: Peer;
	readonly server: ServerEntry;
	readonly transport: Transport;
	readonly certificates: Certificates;
	/** Which of them it shows, over TLS. */
	readonly certificate: ServerCertificate;
	/** Flags beyond those that every server is given. */
	readonly settings: ServerSettings;
	/** Local path of the database. */
	readonly database: string;
	readonly log: LogFile;
	/** Aborted when the run is interrupted: nobody waits for it to become ready then. */
	readonly signal: AbortSignal;
	readonly limits: ServerLimits;
}

export interface RunningServer {
	readonly location: Location;
	readonly port: number;
	/** As of its program. */
	readonly group: number | null;
	/** Resolves with how it ended, once it has ended by itself or was stopped. */
	readonly exit: Promise<Exit>;
	/** How it ended, where it has. */
	ended(): Exit | null;
	/** Resolves when each job has as many witnesses as it had calls, or after `ms`. */
	witnessed(calls: ReadonlyMap<string, number>, ms: number): Promise<void>;
	/** What it has said so far. */
	record(): InstanceRecord;
	/** SIGTERM, then SIGKILL; the record is complete afterwards. */
	stop(): Promise<InstanceRecord>;
}

/** Starts a server on a station and waits until it is ready. Throws PeerStartError, with nothing left running. */
export async function startServer(order: ServerOrder, station: Station): Promise<RunningServer> {
	const argv = await argvOf(order, station);
	const program = await station.start(argv);
	const listener = listen(program, order);
	const { readyMs, stopMs } = order.limits;
	const failed = async (why: () => string): Promise<never> => {
		await program.signal("SIGKILL");
		await within(Promise.all([program.exit, listener.over]), stopMs);
		throw new PeerStartError(
			order.server.name,
			`${order.server.name} (${order.transport}): ${why()}`,
			`Its log is ${order.log.path}; the command was: ${program.command.join(" ")}`,
		);
	};
	const readiness =
		order.server.ready === "announce"
			? listener.ready
			: connected(order, station.location).then(() => null);
	const died = program.exit.then((exit) => ({ exit }));
	const interrupted = aborted(order.signal).then(() => "interrupted" as const);
	const first = await within(Promise.race([readiness, died, interrupted]), readyMs).catch(
		(problem: Error) => failed(() => problem.message),
	);
	if (first === TIMED_OUT) return failed(() => `not ready after ${readyMs / 1000} s`);
	if (first === "interrupted") return failed(() => "the run was interrupted before it was ready");
	if (first !== null && "exit" in first) {
		const how = describeExit(first.exit);
		return failed(() => {
			const said = listener.said();
			return `ended before it was ready, ${how}${said === "" ? "" : `: ${said}`}`;
		});
	}
	return running(order, station, program, listener, first);
}

function running(
	order: ServerOrder,
	station: Station,
	program: Program,
	listener: Listener,
	ready: ReadyLine | null,
): RunningServer {
	let ended: Exit | null = null;
	let endedAt = "";
	let told = false;
	const recordOf = (died: boolean): InstanceRecord => ({
		instance: order.id,
		ready,
		failed: null,
		witnesses: [...listener.witnesses],
		exit: told ? null : ended,
		died,
		...(died && listener.said() !== "" ? { said: listener.said() } : {}),
		away: died ? [{ from: endedAt, to: null }] : [],
		command: [...program.command],
	});
	const exit = program.exit.then((how) => {
		ended = how;
		endedAt = new Date().toISOString();
		return how;
	});
	return {
		location: station.location,
		port: ready
			? Number(ready.listening.slice(ready.listening.lastIndexOf(":") + 1))
			: station.location.port,
		group: program.group,
		exit,
		ended: () => ended,
		witnessed: (calls, ms) => listener.witnessed(calls, ms),
		record: () => recordOf(ended !== null),
		async stop() {
			const died = ended !== null;
			if (!died) {
				told = true;
				await program.signal("SIGTERM");
				const { stopMs } = order.limits;
				if ((await within(exit, stopMs)) === TIMED_OUT) {
					order.log.line(`[still there ${stopMs} ms after SIGTERM: killed]`);
					await program.signal("SIGKILL");
					await within(exit, stopMs);
				}
			}
			await within(listener.over, DRAIN_MS);
			return recordOf(died);
		},
	};
}

interface Listener {
	readonly ready: Promise<ReadyLine>;
	/** Resolves once both streams have been read to their end. */
	readonly over: Promise<unknown>;
	readonly witnesses: readonly Witness[];
	witnessed(calls: ReadonlyMap<string, number>, ms: number): Promise<void>;
	/** The line of its log that says why it ended; empty where it said nothing. */
	said(): string;
}

function listen(program: Program, order: ServerOrder): Listener {
	const witnesses: Witness[] = [];
	const told = new Map<string | null, number>();
	const waiting = new Set<() => void>();
	const last = new LastWords();
	const note = (line: string) => {
		last.note(line);
		order.log.line(line);
	};
	const stderr = async () => {
		for await (const line of logLinesOf(program.stderr, MAX_LINE)) {
			const witness = witnessIn(line);
			if (witness === null) note(line);
			else {
				witnesses.push(witness);
				told.set(witness.cell, (told.get(witness.cell) ?? 0) + 1);
				for (const look of waiting) look();
			}
		}
	};
	const errors = stderr().catch((problem: Error) => note(`[stderr: ${problem.message}]`));
	let output: Promise<void> = Promise.resolve();
	const ready = new Promise<ReadyLine>((resolve, reject) => {
		const stdout = async () => {
			let first = true;
			for await (const line of logLinesOf(program.stdout, MAX_LINE)) {
				if (first && order.server.ready === "announce") resolve(readyIn(line, order.server.name));
				else note(line);
				first = false;
			}
		};
		output = stdout().catch(reject);
	});
	// Where nobody waits for it, its failure is in the log of whoever does.
	ready.catch(() => {});
	return {
		ready,
		over: Promise.all([errors, output]),
		witnesses,
		said: () => last.text.slice(0, 300),
		async witnessed(calls, ms) {
			const look = () => [...calls].every(([job, count]) => (told.get(job) ?? 0) >= count);
			if (look()) return;
			let done = () => {};
			const all = new Promise<void>((resolve) => {
				done = () => void (look() && resolve());
			});
			waiting.add(done);
			await within(Promise.race([all, program.exit]), ms);
			waiting.delete(done);
		},
	};
}

function witnessIn(line: string): Witness | null {
	if (!line.startsWith('{"witness"')) return null;
	try {
		return WitnessLine.parse(JSON.parse(line)).witness;
	} catch {
		return null;
	}
}

function readyIn(line: string, name: string): ReadyLine {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		throw new Error(
			`expected a ready line {"listening":"host:port",…} as the first line of stdout, got ${JSON.stringify(line.slice(0, 200))}`,
		);
	}
	const parsed = ReadyLine.safeParse(value);
	if (parsed.success && parsed.data.name !== name) {
		throw new Error(`its ready line says that it is ${parsed.data.name}, expected ${name}`);
	}
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
	throw new Error(
		`the ready line does not fit${where}: ${issue?.message}; it is ${JSON.stringify(line.slice(0, 200))}`,
	);
}

async function argvOf(order: ServerOrder, station: Station): Promise<string[]> {
	const { server, transport, certificates } = order;
	const argv = [...server.command, "--port", String(station.location.port)];
	// Servers that announce nothing are other people's programs: they get the document's flags only.
	if (server.ready === "announce") argv.push("--host", station.location.bind);
	argv.push("--json_db_file", await station.give(order.database));
	for (const [name, value] of Object.entries(order.settings)) {
		argv.push(`--${name}`, ...(value === true ? [] : [String(value)]));
	}
	if (transport === "plaintext") return argv;
	const { cert, key } = await certificates.server(server.name, order.certificate);
	argv.push(
		"--tls",
		"--cert_file",
		await station.give(cert),
		"--key_file",
		await station.give(key),
	);
	if (transport === "mtls")
		argv.push("--client_ca_file", await station.give(await certificates.ca()));
	return argv;
}

async function connected(order: ServerOrder, location: Location): Promise<void> {
	const address = addressOf(location, location.port, HOST);
	const { transport, certificates, certificate, limits } = order;
	const expected = { server: order.server.name, transport, certificates, certificate };
	await connects(address, expected, limits.readyMs);
}
