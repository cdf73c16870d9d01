import { BEHAVIOUR_NAMES, type BehaviourName } from "./behaviour/behaviour.ts";
import { BEHAVIOURS } from "./behaviour/behaviours.ts";
import { FLAGS, type Flags } from "./flags.ts";
import { StartError } from "./start-error.ts";
import type { TlsFiles } from "./tls.ts";

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
	/** Whether request metadata is obeyed. */
	readonly obey: boolean;
	/** Whether grpc.health.v1 is served. */
	readonly health: boolean;
	/** Whether grpc.reflection.v1 is served. */
	readonly reflection: boolean;
	/** Of a request message; -1: no limit. */
	readonly maxReceiveBytes: number;
	/** Infinity: as many as the library has it. */
	readonly maxConcurrentStreams: number;
	readonly name: string;
	/** Where to write how it is reached; null: nowhere. */
	readonly readyFile: string | null;
}

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
		max_concurrent_streams,
		ready_file,
	} = flags;
	const behaviour = checkBehaviour(flags.behaviour ?? FLAGS.behaviour.default);
	return {
		port: checkInteger("--port", port, 0, 65535),
		host: checkText("--host", host, "expected a host name or address of this machine"),
		tls: checkTls(flags),
		databaseFile,
		behaviour,
		maxNotes: checkMaxNotes(flags.max_notes, behaviour),
		witness: checkSwitch("--witness", flags.witness),
		obey: checkSwitch("--obey", flags.obey),
		health: checkSwitch("--health", flags.health),
		reflection: checkSwitch("--reflection", flags.reflection),
		maxReceiveBytes: checkInteger("--max_receive_bytes", max_receive_bytes, -1, 2 ** 31 - 1),
		maxConcurrentStreams:
			max_concurrent_streams === undefined
				? Number.POSITIVE_INFINITY
				: checkInteger("--max_concurrent_streams", max_concurrent_streams, 1, 2 ** 31 - 1),
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

function checkBehaviour(text: string): BehaviourName {
	const name = BEHAVIOUR_NAMES.find((known) => known === text);
	if (name === undefined) {
		throw refuse("--behaviour", JSON.stringify(text), `expected ${BEHAVIOUR_NAMES.join(" or ")}`);
	}
	return name;
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
