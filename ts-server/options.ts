import { BEHAVIOUR_NAMES, type BehaviourName } from "./behaviour/behaviour.ts";
import { BEHAVIOURS } from "./behaviour/behaviours.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import { FLAGS, type FlagName, type Flags } from "./flags.ts";
import { LOG_LEVELS, type LogLevel } from "./lines.ts";
import { StartError } from "./start-error.ts";
import type { TlsFiles } from "./tls-files.ts";

/** What a server is asked to be. */
export interface ServerOptions {
	/** 0: any that is free. */
	readonly port: number;
	readonly host: string;
	readonly tls: TlsFiles | null;
	readonly databaseFile: string;
	readonly behaviour: BehaviourName;
	/** Infinity: as many as there is memory for. */
	readonly maxNotes: number;
	readonly witness: boolean;
	/** The least grave lines of a log; null: it keeps none. */
	readonly log: LogLevel | null;
	/** 0: any that is free; null: none is shown. */
	readonly metricsPort: number | null;
	/** Whether request metadata is obeyed. */
	readonly obey: boolean;
	/** Whether grpc.health.v1 is served. */
	readonly health: boolean;
	/** Whether grpc.reflection.v1 is served. */
	readonly reflection: boolean;
	/** Of a request message; -1: no limit. */
	readonly maxReceiveBytes: number;
	/** Of a response message; -1: no limit. */
	readonly maxSendBytes: number;
	/** Infinity: as many as the library has it. */
	readonly maxConcurrentStreams: number;
	readonly connections: ConnectionLimits;
	/** How many processes serve; 1: this one. */
	readonly workers: number;
	/** How long running calls have to end; Infinity: as long as they like. */
	readonly drainTimeoutMs: number;
	readonly name: string;
	/** Where to write how it is reached; null: nowhere. */
	readonly readyFile: string | null;
}

type BoundName = Extract<FlagName, `max_${string}` | `${string}_ms`>;

/**
 * Checks the flags, each for itself and together; those that are absent are as FLAGS has them.
 *
 * @throws {StartError} naming the flag.
 */
export function checkFlags(flags: Flags): ServerOptions {
	const {
		port = FLAGS.port.default,
		host = FLAGS.host.default,
		json_db_file: databaseFile = FLAGS.json_db_file.default,
		max_receive_bytes = FLAGS.max_receive_bytes.default,
		max_send_bytes = FLAGS.max_send_bytes.default,
		ready_file,
	} = flags;
	const named = flags.behaviour ?? FLAGS.behaviour.default;
	const behaviour = checkOneOf("--behaviour", named, BEHAVIOUR_NAMES);
	return {
		port: checkInteger("--port", port, 0, 65535),
		host: checkText("--host", host, "expected a host name or address of this machine"),
		tls: checkTls(flags),
		databaseFile,
		behaviour,
		maxNotes: checkMaxNotes(flags.max_notes, behaviour),
		witness: checkSwitch("--witness", flags.witness),
		log: flags.log === undefined ? null : checkOneOf("--log", flags.log, LOG_LEVELS),
		metricsPort:
			flags.metrics_port === undefined
				? null
				: checkInteger("--metrics_port", flags.metrics_port, 0, 65535),
		obey: checkSwitch("--obey", flags.obey),
		health: checkSwitch("--health", flags.health),
		reflection: checkSwitch("--reflection", flags.reflection),
		maxReceiveBytes: checkInteger("--max_receive_bytes", max_receive_bytes, -1, 2 ** 31 - 1),
		maxSendBytes: checkInteger("--max_send_bytes", max_send_bytes, -1, 2 ** 31 - 1),
		maxConcurrentStreams: checkBound("max_concurrent_streams", flags, 1, 2 ** 31 - 1),
		connections: checkConnections(flags),
		workers: checkWorkers(flags, behaviour),
		drainTimeoutMs: checkBound("drain_timeout_ms", flags, 0),
		name: checkText("--name", flags.name ?? `ts-${behaviour}`, "expected a name"),
		readyFile:
			ready_file === undefined
				? null
				: checkText("--ready_file", ready_file, "expected the path of a file"),
	};
}

function refuse(what: string, got: string | null, hint: string): StartError {
	return new StartError({ step: "flags", what, got, hint });
}

function checkText(flag: string, text: string, hint: string): string {
	if (text.trim() === "") {
		throw refuse(flag, JSON.stringify(text), hint);
	}
	return text;
}

function checkInteger(flag: string, text: string, least: number, most: number): number {
	const number = Number(text);
	if (!/^-?\d+$/.test(text) || number < least || number > most) {
		throw refuse(flag, JSON.stringify(text), `expected an integer from ${least} to ${most}`);
	}
	return number;
}

/** Twelve days. Timers end at 24, and grpc-js adds up to a tenth. */
const MOST_MS = 1_000_000_000;

/** Of what has a bound only where there is one. */
function checkBound(
	name: BoundName,
	{ [name]: text }: Flags,
	least: number,
	most = MOST_MS,
): number {
	return text === undefined
		? Number.POSITIVE_INFINITY
		: checkInteger(`--${name}`, text, least, most);
}

const SWITCH = new Map([
	["true", true],
	["1", true],
	["false", false],
	["0", false],
]);

function checkSwitch(flag: string, given: string | true | undefined): boolean {
	const on = given === undefined ? false : SWITCH.get(String(given));
	if (on === undefined) throw refuse(flag, JSON.stringify(given), "expected true, false, 1 or 0");
	return on;
}

function checkOneOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
	const name = names.find((known) => known === text);
	if (name === undefined) {
		throw refuse(flag, JSON.stringify(text), `expected ${names.join(" or ")}`);
	}
	return name;
}

/** A bound that means nothing without another. */
function checkDependent(name: BoundName, flags: Flags, on: BoundName): number {
	if (flags[name] !== undefined && flags[on] === undefined) {
		throw refuse(`--${name} without --${on}`, null, `add --${on}, or leave it out`);
	}
	return checkBound(name, flags, 1);
}

function checkConnections(flags: Flags): ConnectionLimits {
	return {
		keepaliveTimeMs: checkBound("keepalive_time_ms", flags, 1),
		keepaliveTimeoutMs: checkDependent("keepalive_timeout_ms", flags, "keepalive_time_ms"),
		maxConnectionIdleMs: checkBound("max_connection_idle_ms", flags, 1),
		maxConnectionAgeMs: checkBound("max_connection_age_ms", flags, 1),
		maxConnectionAgeGraceMs: checkDependent(
			"max_connection_age_grace_ms",
			flags,
			"max_connection_age_ms",
		),
	};
}

/** What needs one process stands against several. */
function checkWorkers(flags: Flags, behaviour: BehaviourName): number {
	const workers = checkInteger("--workers", flags.workers ?? FLAGS.workers.default, 1, 256);
	if (workers === 1) return 1;
	if (BEHAVIOURS[behaviour].keepsNotes) {
		throw refuse(
			`--workers ${workers} with --behaviour ${behaviour}`,
			null,
			`${behaviour}'s notes are in the memory of one process: leave out --workers, or ask for --behaviour python`,
		);
	}
	for (const flag of ["witness", "obey"] as const) {
		if (!checkSwitch(`--${flag}`, flags[flag])) continue;
		const hint = `it is about the calls of one process: leave out --workers, or --${flag}`;
		throw refuse(`--workers ${workers} with --${flag}`, null, hint);
	}
	return workers;
}

function checkMaxNotes(text: string | undefined, behaviour: BehaviourName): number {
	if (text === undefined) {
		return Number.POSITIVE_INFINITY;
	}
	if (!BEHAVIOURS[behaviour].keepsNotes) {
		throw refuse(
			`--max_notes with --behaviour ${behaviour}`,
			null,
			`${behaviour}'s notes end with their stream: leave out --max_notes, or ask for --behaviour go`,
		);
	}
	return checkInteger("--max_notes", text, 1, Number.MAX_SAFE_INTEGER);
}

function checkTls({ tls, cert_file, key_file, client_ca_file }: Flags): TlsFiles | null {
	if (!checkSwitch("--tls", tls)) {
		const stray = Object.entries({
			"--cert_file": cert_file,
			"--key_file": key_file,
			"--client_ca_file": client_ca_file,
		}).find(([, path]) => path !== undefined);
		if (stray !== undefined) {
			throw refuse(
				`${stray[0]} without --tls`,
				JSON.stringify(stray[1]),
				"add --tls, or leave it out",
			);
		}
		return null;
	}
	if (cert_file === undefined || key_file === undefined) {
		const missing = [
			...(cert_file === undefined ? ["--cert_file"] : []),
			...(key_file === undefined ? ["--key_file"] : []),
		].join(" and ");
		throw refuse(`--tls without ${missing}`, null, `add ${missing} with a PEM file each`);
	}
	return { certificate: cert_file, key: key_file, clientCa: client_ca_file ?? null };
}
