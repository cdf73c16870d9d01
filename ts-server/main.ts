/**
 * The RouteGuide server as a process. It prints one JSON line on stdout once it accepts calls, and
 * nothing else there; witnesses and the log go to stderr, one JSON line per call each. SIGTERM and SIGINT:
 * it takes no more calls, lets the running ones end, and exits 0, or 1 where some had to be ended since their
 * time was over, or were lost with a worker; a second signal, or one before it serves, ends it at once, 143 or 130.
 * SIGHUP: it reads its database again, and its TLS files, which it also reads when they change.
 * Where it cannot start as asked, it prints one line on stderr and exits 2.
 */
// Serves only what is imported after it, so every other import is a late one.
import "./compile-cache.mjs";
import type { Lines } from "./lines.ts";
import type { ServerOptions } from "./options.ts";
import type { RunningServer } from "./running-server.ts";
import type { Shown } from "./serve-metrics.ts";

const { onHangUp, onSignals } = await import("./signals.ts");

// From the first moment on: as PID 1, as in a container, it would not be ended by them otherwise.
/** What the first signal does. As long as it does not serve, there is nothing to wait for. */
let end = (code: number): void => process.exit(code);
onSignals((code) => end(code), process.exit);
/** What reads again, once it serves; who asks for it earlier is answered then. */
const reading = Promise.withResolvers<() => Promise<void>>();
onHangUp(async () => (await reading.promise)());

const { logVerbosity, setLogVerbosity } = await import("@grpc/grpc-js");
const { CommanderError } = await import("commander");
const { grpcVersion, LANGUAGE } = await import("./about.ts");
const { flagsOf, naming, newCommand } = await import("./command.ts");
const { plainLines } = await import("./lines.ts");
const { checkFlags } = await import("./options.ts");
const { startServer } = await import("./server.ts");
const { serveMetrics } = await import("./serve-metrics.ts");
const { progressLines } = await import("./progress.ts");
const { readAgain } = await import("./read-again.ts");
const { writeReadyFile } = await import("./ready-file.ts");
const { oneLine, StartError } = await import("./start-error.ts");

const command = newCommand();

/** Ends the process as its contract says where it cannot start; a fault of ours keeps its trace. */
function refuse(error: unknown): never {
	if (error instanceof CommanderError) {
		if (error.exitCode === 0) {
			process.exit(0);
		}
		const message = oneLine(error.message.replace(/^error: /, ""));
		tell(`${message}; --help lists the flags`);
		process.exit(2);
	}
	if (error instanceof StartError) {
		tell(naming(error.message, command));
		process.exit(2);
	}
	throw error;
}

function tell(text: string): void {
	plainLines.say(text, "error");
}

// Who reads the witness may leave; that is no reason to stop serving.
process.stderr.on("error", () => {});
process.stdout.on("error", (cause) => {
	const hint = "whoever was to read the ready line has gone";
	refuse(
		new StartError({ step: "listen", what: "cannot write to stdout", got: cause.message, hint }),
	);
});

/** What is to be taken away before the server takes no more calls; says why it cannot, or null. */
let takeAway = (): string | null => null;
process.on("exit", () => takeAway());

/** In this process, or by workers of it. Metrics, where they are asked for, are of all. */
async function start(
	options: ServerOptions,
	lines: Lines,
): Promise<{ readonly server: RunningServer; readonly shown: Shown | null }> {
	const progress = progressLines((line) => lines.say(`reading the database: ${line}`, "info"));
	if (options.workers > 1) {
		const { startWorkers } = await import("./workers/start-workers.ts");
		const gone = async (): Promise<never> => {
			takeAway();
			tell("no worker is left");
			await lines.close();
			process.exit(1);
		};
		const say = (line: string): void => lines.say(naming(line, command), "warn");
		const server = await startWorkers(options, { say, progress, gone });
		return { server, shown: server.metrics };
	}
	const metrics =
		options.metricsPort === null ? null : new (await import("./metrics.ts")).Metrics();
	const server = await startServer(options, {
		witness: (witness) => lines.write(JSON.stringify({ witness })),
		progress,
		observers: [...lines.observers, ...(metrics === null ? [] : [metrics])],
	});
	metrics?.ofDatabase(() => server.features);
	return { server, shown: metrics?.registry ?? null };
}

try {
	const options = checkFlags(flagsOf(command.parse()));
	const lines = options.log === null ? plainLines : (await import("./log.ts")).openLog(options.log);
	// grpc-js logs what it cannot bind, which our own line says already.
	setLogVerbosity(logVerbosity.NONE);
	const { server, shown } = await start(options, lines);
	if (shown !== null && options.metricsPort !== null) {
		const { host, metricsPort: port } = options;
		lines.say(`metrics are at ${await serveMetrics({ host, port }, shown)}`, "info");
	}
	setLogVerbosity(lines.verbosity);
	const again = readAgain(server, options, (line, level) =>
		lines.say(naming(line, command), level),
	);
	reading.resolve(again);
	const { address: listening } = server;
	if (options.readyFile !== null) {
		takeAway = writeReadyFile(options.readyFile, { listening, tls: options.tls });
	}
	end = async () => {
		const why = takeAway();
		if (why !== null) lines.say(naming(why, command), "warn");
		const { ended, lost } = await server.drain();
		if (ended > 0) {
			const calls = `${ended} running ${ended === 1 ? "call was" : "calls were"} ended`;
			const over = naming(`--drain_timeout_ms ${options.drainTimeoutMs} is over`, command);
			lines.say(`${over}: ${calls}`, "warn");
		}
		await lines.close();
		process.exit(ended + lost > 0 ? 1 : 0);
	};
	const { pid } = process;
	const ready = {
		listening,
		pid,
		name: options.name,
		language: LANGUAGE,
		grpc: grpcVersion(),
	};
	process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
	refuse(error);
}
