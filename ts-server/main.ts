/**
 * The RouteGuide server as a process. It prints one JSON line on stdout once it accepts calls, and
 * nothing else there; witnesses go to stderr, one JSON line per call. SIGTERM and SIGINT: it takes no
 * more calls, lets the running ones end, and exits 0, or 1 where some had to be ended since their time was
 * over; a second signal ends it at once, 143 or 130.
 * SIGHUP: it reads its database again, and its TLS files, which it also reads when they change.
 * Where it cannot start as asked, it prints one line on stderr and exits 2.
 */
// Serves only what is imported after it, so every other import is a late one.
import "./compile-cache.mjs";

const { logVerbosity, setLogVerbosity } = await import("@grpc/grpc-js");
const { CommanderError } = await import("commander");
const { grpcVersion, LANGUAGE } = await import("./about.ts");
const { flagsOf, naming, newCommand } = await import("./command.ts");
const { checkFlags } = await import("./options.ts");
const { startServer } = await import("./server.ts");
const { onSignals } = await import("./signals.ts");
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

function tell(line: string): void {
	process.stderr.write(`ts-server: ${line}\n`);
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
	// grpc-js logs what it cannot bind on stderr, which our own line says already.
	setLogVerbosity(logVerbosity.NONE);
	const options = checkFlags(flagsOf(command.parse()));
	const server = await startServer(
		options,
		(witness) => {
			process.stderr.write(`${JSON.stringify({ witness })}\n`);
		},
		progressLines((line) => tell(`reading the database: ${line}`)),
	);
	readAgain(server, options, (line) => tell(naming(line, command)));
	const { address: listening } = server;
	const takeAway =
		options.readyFile === null
			? () => {}
			: writeReadyFile(options.readyFile, { listening, tls: options.tls });
	onSignals(
		() => {
			takeAway();
			void server.drain().then((ended) => {
				const calls = `${ended} running ${ended === 1 ? "call was" : "calls were"} ended`;
				if (ended > 0) tell(`--drain_timeout_ms ${options.drainTimeoutMs} is over: ${calls}`);
				process.exit(ended > 0 ? 1 : 0);
			});
		},
		(code) => process.exit(code),
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
