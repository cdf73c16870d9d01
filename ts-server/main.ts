/**
 * The RouteGuide server as a process. It prints one JSON line on stdout once it accepts calls, and
 * nothing else there; witnesses and the log go to stderr, one JSON line per call each. SIGTERM and SIGINT:
 * it takes no more calls, lets the running ones end, and exits 0, or 1 where some had to be ended since their
 * time was over; a second signal ends it at once, 143 or 130.
 * SIGHUP: it reads its database again, and its TLS files, which it also reads when they change.
 * Where it cannot start as asked, it prints one line on stderr and exits 2.
 */
// Serves only what is imported after it, so every other import is a late one.
import "./compile-cache.mjs";

const { logVerbosity, setLogVerbosity } = await import("@grpc/grpc-js");
const { CommanderError } = await import("commander");
const { grpcVersion, LANGUAGE } = await import("./about.ts");
const { flagsOf, naming, newCommand } = await import("./command.ts");
const { plainLines } = await import("./lines.ts");
const { checkFlags } = await import("./options.ts");
const { startServer } = await import("./server.ts");
const { onSignals } = await import("./signals.ts");
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

try {
	const options = checkFlags(flagsOf(command.parse()));
	const lines = options.log === null ? plainLines : (await import("./log.ts")).openLog(options.log);
	const metrics =
		options.metricsPort === null ? null : new (await import("./metrics.ts")).Metrics();
	// grpc-js logs what it cannot bind, which our own line says already.
	setLogVerbosity(logVerbosity.NONE);
	const server = await startServer(options, {
		witness: (witness) => lines.write(JSON.stringify({ witness })),
		progress: progressLines((line) => lines.say(`reading the database: ${line}`, "info")),
		observers: [...lines.observers, ...(metrics === null ? [] : [metrics])],
	});
	if (metrics !== null && options.metricsPort !== null) {
		metrics.ofDatabase(() => server.features);
		const { host, metricsPort: port } = options;
		lines.say(`metrics are at ${await serveMetrics({ host, port }, metrics.registry)}`, "info");
	}
	setLogVerbosity(lines.verbosity);
	readAgain(server, options, (line, level) => lines.say(naming(line, command), level));
	const { address: listening } = server;
	const takeAway =
		options.readyFile === null
			? () => {}
			: writeReadyFile(options.readyFile, { listening, tls: options.tls });
	onSignals(
		async () => {
			takeAway();
			const ended = await server.drain();
			if (ended > 0) {
				const calls = `${ended} running ${ended === 1 ? "call was" : "calls were"} ended`;
				const over = naming(`--drain_timeout_ms ${options.drainTimeoutMs} is over`, command);
				lines.say(`${over}: ${calls}`, "warn");
			}
			await lines.close();
			process.exit(ended > 0 ? 1 : 0);
		},
		(code) => {
			lines.abandon();
			process.exit(code);
		},
	);
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
