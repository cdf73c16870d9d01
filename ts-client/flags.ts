/** The command line of this client. */
import { Command, CommanderError } from "commander";

/** The flags as they were typed; those that go together do. */
export interface Flags {
	readonly addr: string;
	readonly tls?: true;
	readonly ca_file?: string;
	readonly server_host_override?: string;
	readonly cert_file?: string;
	readonly key_file?: string;
	readonly batch?: string;
}

const EXAMPLES = `
Examples:
  npm run client -- --addr localhost:50051
  npm run client -- --addr localhost:50051 --tls --ca_file ca.pem --server_host_override x.test.example.com
  npm run client -- --batch batch.json

Exit codes: 0 done; 1 a call did not end with OK; 2 a flag, file or batch is wrong.`;

const TLS_FLAGS = ["ca_file", "server_host_override", "cert_file", "key_file"] as const;

/** A flag is unknown, or does not go with the others. */
export class FlagsError extends Error {
	override readonly name = "FlagsError";
	readonly hint = "Try --help.";
}

/** The flags, or null where help was asked for and has been printed. Errors: {@link FlagsError}. */
export function parseFlags(argv: readonly string[]): Flags | null {
	try {
		return parse(argv);
	} catch (cause) {
		if (!(cause instanceof CommanderError)) throw cause;
		if (cause.exitCode === 0) return null;
		throw new FlagsError(cause.message.replace(/^error: /, ""), { cause });
	}
}

function parse(argv: readonly string[]): Flags {
	const program = new Command("ts-client")
		.description("RouteGuide's demo client in TypeScript, and the interop harness's driver.")
		.option("--addr <host:port>", "the server's address", "localhost:50051")
		.option("--tls", "connect with TLS (default: plaintext)")
		.option("--ca_file <pem>", "trust only these CA certificates (default: Node's own roots)")
		.option("--server_host_override <name>", "the name the server's certificate must carry")
		.option("--cert_file <pem>", "this client's certificate, for mutual TLS")
		.option("--key_file <pem>", "the key of --cert_file")
		.option("--batch <file>", "be the driver: carry out a batch, print JSON lines")
		.addHelpText("after", EXAMPLES)
		.allowExcessArguments(false)
		.configureOutput({ writeErr: () => {} })
		.exitOverride();
	program.parse([...argv], { from: "user" });
	const flags = program.opts<Flags>();
	const given = (name: string) => program.getOptionValueSource(name) === "cli";
	const refuse = (why: string) => program.error(`error: ${why}`);
	if (flags.batch !== undefined) {
		const other = ["addr", "tls", ...TLS_FLAGS].find(given);
		if (other !== undefined) refuse(`--${other} does not go with --batch, which names its target`);
	}
	const tlsFlag = TLS_FLAGS.find(given);
	if (tlsFlag !== undefined && !flags.tls) refuse(`--${tlsFlag} needs --tls`);
	if (given("cert_file") !== given("key_file")) refuse("--cert_file and --key_file go together");
	return flags;
}
