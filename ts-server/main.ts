/**
 * The RouteGuide server as a process. It prints one JSON line on stdout once it accepts calls, and
 * nothing else there; witnesses go to stderr, one JSON line per call. SIGTERM and SIGINT: it takes no
 * more calls, lets the running ones end, and exits 0; a second signal ends it at once, 143 or 130.
 * SIGHUP: it reads its database again.
 * Where it cannot start as asked, it prints one line on stderr and exits 2.
 */
// Serves only what is imported after it, so every other import is a late one.
import "./compile-cache.mjs";

const { logVerbosity, setLogVerbosity } = await import("@grpc/grpc-js");
const { Command, CommanderError } = await import("commander");
const { grpcVersion, LANGUAGE } = await import("./about.ts");
const { checkFlags, DEFAULT_DATABASE } = await import("./options.ts");
const { startServer } = await import("./server.ts");
const { onHangUp, onSignals } = await import("./signals.ts");
const { progressLines } = await import("./progress.ts");
const { writeReadyFile } = await import("./ready-file.ts");
const { oneLine, StartError } = await import("./start-error.ts");

const command = new Command("ts-server")
	.description("The RouteGuide server, in TypeScript, behaving as the Python or the Go reference.")
	.option("--port <n>", "the port to listen on; 0: any that is free", "50051")
	.option("--host <h>", "the address to listen on", "127.0.0.1")
	.option("--tls", "use TLS; needs --cert_file and --key_file")
	.option("--cert_file <f>", "PEM file of the server's certificate, and its chain")
	.option("--key_file <f>", "PEM file of the certificate's private key")
	.option(
		"--client_ca_file <f>",
		"PEM file of authorities; clients must show a certificate of theirs",
	)
	.option("--json_db_file <f>", "JSON file of the features", DEFAULT_DATABASE)
	.option("--behaviour <b>", "which reference to follow where they differ: python or go", "python")
	.option("--max_notes <n>", "with --behaviour go: refuse RouteChat's notes beyond this number")
	.option("--health", "serve health checks (grpc.health.v1)")
	.option("--reflection", "serve reflection (grpc.reflection.v1), as grpcurl asks for")
	.option("--witness", "write what was seen of each call to stderr, a JSON line each")
	.option("--obey", "do what request metadata asks for: for tests only")
	.option("--max_receive_bytes <n>", "refuse larger requests; -1: none (default: 4194304)")
	.option("--max_concurrent_streams <n>", "calls that a connection may have open at once")
	.option("--name <n>", "the name in the ready line (default: ts-python or ts-go)")
	.option(
		"--ready_file <f>",
		"a file that says where it listens, for healthcheck.ts; gone when it drains",
	)
	.helpOption("--help", "print this")
	.addHelpText(
		"after",
		`
Prints one JSON line on stdout once it accepts calls:
  {"listening":"host:port","pid":…,"name":…,"language":…,"grpc":…}
SIGTERM and SIGINT let the running calls end; a second one does not. SIGHUP reads the database again:
the running calls keep what they began with, and a database that is not in order changes nothing.
Exit: 0 after a signal, 2 where it cannot start (one line on stderr says why), 130 or 143 after a second signal.

Examples:
  $ npm run server -- --port 50051 --behaviour go --tls --cert_file server.pem --key_file server.key
  $ npm run server -- --port 50051 --health --reflection
  $ grpcurl -plaintext 127.0.0.1:50051 describe routeguide.RouteGuide`,
	)
	.configureOutput({ writeErr: () => {} })
	.exitOverride();

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
		tell(error.message);
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
	const options = checkFlags(command.parse().opts());
	const server = await startServer(
		options,
		(witness) => {
			process.stderr.write(`${JSON.stringify({ witness })}\n`);
		},
		progressLines((line) => tell(`reading the database: ${line}`)),
	);
	onHangUp(async () => {
		try {
			tell(`the database has been read again: ${await server.reload()} features`);
		} catch (error) {
			if (!(error instanceof StartError)) throw error;
			tell(`the old database stays in place: ${error.message}`);
		}
	});
	const { address: listening } = server;
	const takeAway =
		options.readyFile === null
			? () => {}
			: writeReadyFile(options.readyFile, { listening, tls: options.tls });
	onSignals(
		() => {
			takeAway();
			void server.drain().then(() => process.exit(0));
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
