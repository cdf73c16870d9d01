/** The command line and the environment. */
import { Command, Option } from "commander";
import { FLAGS, type FlagName, type Flags, variableOf } from "./flags.ts";

const HELP = `
A switch may have a value: true, false, 1 or 0. What the command line leaves out is taken from the environment,
where an empty variable counts for nothing.

Prints one JSON line on stdout once it accepts calls:
  {"listening":"host:port","pid":…,"name":…,"language":…,"grpc":…}
SIGTERM and SIGINT let the running calls end; a second one does not (the same one within a second counts as an
echo of the first, as npm sends it). SIGHUP reads the database again:
the running calls keep what they began with, and a database that is not in order changes nothing. So are
the TLS files, which are also read when they change: new connections are shown the new certificate.
Exit: 0 after a signal, 1 where --drain_timeout_ms ended calls after it or workers died,
2 where it cannot start (one line on stderr says why), 130 or 143 after a second signal,
or one before it serves.

Examples:
  $ npm run server -- --port 50051 --behaviour go --tls --cert_file server.pem --key_file server.key
  $ npm run server -- --port 50051 --health --reflection
  $ ROUTE_GUIDE_HEALTH=true ROUTE_GUIDE_PORT=50051 npm run server
  $ grpcurl -plaintext 127.0.0.1:50051 describe routeguide.RouteGuide`;

/** The command, which reads this process's arguments and environment. Its errors are commander's own. */
export function newCommand(): Command {
	const command = new Command("ts-server")
		.description(
			"The RouteGuide server, in TypeScript, behaving as the Python or the Go reference.",
		)
		.helpOption("--help", "print this")
		.addHelpText("after", HELP)
		.configureOutput({ writeErr: () => {} })
		.exitOverride();
	for (const name of Object.keys(FLAGS) as FlagName[]) command.addOption(optionOf(name));
	return command;
}

function optionOf(name: FlagName): Option {
	const flag = FLAGS[name];
	// Of a switch without a value commander takes any variable for on, one that says "false" as well.
	const option = new Option(`--${name} ${flag.takes === null ? "[bool]" : `<${flag.takes}>`}`);
	option.description = flag.does;
	if ("default" in flag) option.default(flag.default);
	return option.env(variableOf(name));
}

/** What the command was given, once it has parsed. */
export function flagsOf(command: Command): Flags {
	return Object.fromEntries(
		Object.entries(command.opts()).filter(
			([name, value]) => value !== "" || !isVariable(command, name),
		),
	);
}

/** A message about flags, with variables in the place of those whose value came from one. */
export function naming(message: string, command: Command): string {
	// What somebody gave stands in quotes, and is left as it was given.
	return message.replace(/"(?:[^"\\]|\\.)*"|--(\w+)/g, (all, flag?: string) =>
		flag !== undefined && isVariable(command, flag) ? variableOf(flag) : all,
	);
}

function isVariable(command: Command, flag: string): boolean {
	return command.getOptionValueSource(flag) === "env";
}
