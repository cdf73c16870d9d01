/** Finding a container engine, and saying why there is none. */
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContainerRuntimeClient, getContainerRuntimeClient, getReaper } from "testcontainers";
import { RuntimeMissingError } from "../../model/error.ts";

/** The engine's API. */
export type Docker = ContainerRuntimeClient["container"]["dockerode"];

export interface Engine {
	readonly docker: Docker;
	/** The host under which published ports are reached. */
	readonly host: string;
	/** E.g. `20.10.24`. */
	readonly version: string;
}

export type FoundEngine =
	| { readonly ok: true; readonly engine: Engine; readonly version: string }
	| { readonly ok: false; readonly why: string; readonly hint: string };

const SOCKET = "/var/run/docker.sock";
const UNIX = "unix://";
const LIMIT_MS = 5000;

/**
 * Looks for an engine where testcontainers does: its own settings, DOCKER_HOST, the usual sockets.
 * Answers within five seconds, and never throws.
 */
export async function findEngine(limitMs = LIMIT_MS): Promise<FoundEngine> {
	// Ours to decide before its first container: its reaper lingers for ten seconds after a run, and
	// is an image to be pulled. Labels and `removeLeftovers` do its work.
	process.env.TESTCONTAINERS_RYUK_DISABLED ??= "true";
	const named = process.env.DOCKER_HOST;
	if (named?.startsWith("ssh:")) return overSsh(named);
	const timeout = Promise.withResolvers<"late">();
	const timer = setTimeout(() => timeout.resolve("late"), limitMs);
	try {
		const client = await Promise.race([getContainerRuntimeClient(), timeout.promise]);
		if (client === "late") return missing(`it did not answer within ${limitMs} ms`);
		const docker = client.container.dockerode;
		// Where the one that was named does not answer, the library takes another, without a word.
		const socketPath: unknown = Reflect.get(docker.modem, "socketPath");
		if (named?.startsWith(UNIX) && socketPath && socketPath !== named.slice(UNIX.length)) {
			return missing(reasonFor(named, new Error(`${socketPath} does, and was not asked for`)));
		}
		await settleReaper(client);
		const { host, serverVersion, operatingSystemType } = client.info.containerRuntime;
		if (operatingSystemType !== "linux") return missing("it runs no Linux containers");
		const version = String(serverVersion);
		// By name, the host might resolve to ::1, where the engine does not publish.
		const engine = { docker, host: host === "localhost" ? "127.0.0.1" : host, version };
		return { ok: true, engine, version };
	} catch (problem) {
		return missing(reasonFor(named, problem));
	} finally {
		clearTimeout(timer);
	}
}

/**
 * The library decides once on its reaper, behind a lock whose file it leaves in the folder for temporary
 * files. With the reaper off, nobody else needs that file: it goes to a folder that is removed.
 */
async function settleReaper(client: ContainerRuntimeClient): Promise<void> {
	if (process.env.TESTCONTAINERS_RYUK_DISABLED !== "true") return;
	const before = process.env.TMPDIR;
	const folder = mkdtempSync(join(tmpdir(), "interop-"));
	process.env.TMPDIR = folder;
	try {
		await getReaper(client);
	} finally {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The engine. Throws RuntimeMissingError where there is none. */
export async function requireEngine(): Promise<Engine> {
	const found = await findEngine();
	if (found.ok) return found.engine;
	throw new RuntimeMissingError(found.why, found.hint);
}

function missing(why: string): FoundEngine {
	const hint = why.includes("permission")
		? "Add this user to the engine's group (usermod -aG docker $USER, then log in anew), or use --runtime process."
		: "Start Docker (or install it, or set DOCKER_HOST), or use --runtime process.";
	return { ok: false, why: `no container engine: ${why}`, hint };
}

/**
 * The library that starts containers knows no SSH; the one below it logs in anew for each request, and
 * with an agent's keys only.
 */
function overSsh(named: string): FoundEngine {
	const { username = "", hostname = "HOST", port = "" } = URL.canParse(named) ? new URL(named) : {};
	const target = `${port && `-p ${port} `}${username && `${username}@`}${hostname}`;
	const socket = "/tmp/engine.sock";
	const words = [
		`DOCKER_HOST=${UNIX}${socket}`,
		`TESTCONTAINERS_HOST_OVERRIDE=${hostname}`,
		"npm run interop -- --host-address ADDRESS-OF-THIS-MACHINE",
	];
	return {
		ok: false,
		why: `no container engine: DOCKER_HOST is ${named}, and an engine is not used over SSH`,
		hint: `Forward its socket, and use that: ssh -nNT -L ${socket}:${SOCKET} ${target} & ${words.join(" ")}`,
	};
}

/**
 * Why nothing answered. testcontainers says only that nothing did, so the cause is looked up where it
 * would be: at `given`, which is DOCKER_HOST, or at the usual socket.
 */
export function reasonFor(given: string | undefined, problem: unknown): string {
	const address = given ?? `${UNIX}${SOCKET}`;
	const from = given === undefined ? "" : " (DOCKER_HOST)";
	if (!address.startsWith(UNIX)) return `nothing answers at ${address}${from}`;
	const socket = address.slice(UNIX.length);
	if (!existsSync(socket)) return `there is no socket ${socket}${from}`;
	try {
		accessSync(socket, constants.R_OK | constants.W_OK);
	} catch {
		return `no permission to use ${socket}${from}`;
	}
	const said = problem instanceof Error ? problem.message : String(problem);
	return `nothing answers at ${socket}${from}: is the daemon running? (${said})`;
}
