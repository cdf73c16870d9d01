/** The log: JSON lines on stderr, one for each call, and one for what the server has to say besides. */
import { format } from "node:util";
import { logVerbosity, setLogger } from "@grpc/grpc-js";
import { pino } from "pino";
import type { StatusName } from "./call-end.ts";
import type { Lines, LogLevel } from "./lines.ts";

/** Of what cannot be written yet, so many bytes are kept; lines that come after them are dropped, and counted. */
const STDERR = { fd: 2, unread: 16 * 1024 * 1024 };
/** As much as a pipe takes whole, so that lines of several processes do not mix. */
const AT_ONCE_BYTES = 4096;
/** A client may ask for any path; more of it is left out. */
const PATH_LENGTH = 256;
/** How long the last lines wait for a reader, from each that was read on. */
const CLOSE_MS = 5000;
/** As pino waits between attempts. */
const ATTEMPT_MS = 100;
/** Calls of these, where they succeed, are of interest to few. */
const AUXILIARY = /^\/grpc\.(health|reflection)\./;

/** How grave a status is, as the loggers of Go's middleware have it; the others are warnings. */
const LEVELS: Partial<Record<StatusName, LogLevel>> = {
	OK: "info",
	CANCELLED: "info",
	INVALID_ARGUMENT: "info",
	NOT_FOUND: "info",
	ALREADY_EXISTS: "info",
	UNAUTHENTICATED: "info",
	UNKNOWN: "error",
	UNIMPLEMENTED: "error",
	INTERNAL: "error",
	DATA_LOSS: "error",
};

const { ERROR, INFO, DEBUG } = logVerbosity;
const VERBOSITY = { error: ERROR, warn: ERROR, info: INFO, debug: DEBUG } as const;

/** Opens it for lines of `level` and graver ones. What grpc-js writes goes there from now on. */
export function openLog(level: LogLevel, { fd, unread } = STDERR): Lines {
	/** How often the last lines are tried where there is no room for them. */
	let attempts = Number.POSITIVE_INFINITY;
	const stderr = pino.destination({
		fd,
		// Asynchronous: who does not read the log keeps no call waiting.
		sync: false,
		maxLength: unread,
		maxWrite: AT_ONCE_BYTES,
		retryEAGAIN: () => attempts-- > 0,
	});
	// Its own listener takes an error other than EPIPE for a reason to end the process. A disk that is full
	// may have room again, a pipe another reader: what could not be written is tried again with the next line.
	stderr.removeAllListeners("error");
	stderr.on("error", () => {});
	const writeRest = stderr.flushSync.bind(stderr);
	// As the process ends pino writes what is left, and tries for ever where that cannot be.
	stderr.flushSync = () => {};
	// A fault that nobody catches ends it without close(); what led there is in the last lines.
	process.once("uncaughtExceptionMonitor", () => {
		attempts = CLOSE_MS / ATTEMPT_MS;
		try {
			writeRest();
		} catch {
			// Nobody reads them: the fault itself is what counts.
		}
	});
	const log = pino(
		{
			level,
			base: { pid: process.pid },
			timestamp: pino.stdTimeFunctions.isoTime,
			formatters: { level: (label) => ({ level: label }) },
		},
		stderr,
	);
	let dropped = 0;
	stderr.on("drop", () => {
		dropped += 1;
		// An attempt all the same, which only lines that are kept come with.
		stderr.write("");
	});
	stderr.on("drain", () => {
		if (dropped > 0) log.warn({ dropped }, "the log could not be written: lines were dropped");
		dropped = 0;
	});
	setLogger({
		error: (...words) => log.error(format(...words)),
		info: (...words) => log.info(format(...words)),
		debug: (...words) => log.debug(format(...words)),
	});
	return {
		observers: [
			{
				ended: ({ path, peer }, { status, ms }) => {
					const method = path.length > PATH_LENGTH ? `${path.slice(0, PATH_LENGTH)}…` : path;
					log[levelOf(path, status)]({ method, status, ms, peer }, "call");
				},
			},
		],
		verbosity: VERBOSITY[level],
		say: (text, at) => log[at](text),
		write: (line) => void stderr.write(`${line}\n`),
		close: async () => {
			log.level = "silent";
			const { promise, resolve } = Promise.withResolvers<void>();
			const timer = setTimeout(resolve, CLOSE_MS);
			stderr.on("write", () => timer.refresh());
			stderr.once("close", resolve);
			// The last attempt: no other line will come.
			stderr.once("error", resolve);
			stderr.end();
			await promise;
			clearTimeout(timer);
			stderr.destroy();
		},
	};
}

function levelOf(method: string, status: StatusName): LogLevel {
	return status === "OK" && AUXILIARY.test(method) ? "debug" : (LEVELS[status] ?? "warn");
}
