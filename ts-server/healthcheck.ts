/**
 * Asks the server that wrote `--ready_file` for its health, as a container's HEALTHCHECK. It prints one line:
 * the status, or why there is none. Exit: 0 where it is SERVING, 1 where it is not, 2 where a flag is wrong.
 */
// Serves only what is imported after it, so every other import is a late one.
import "./compile-cache.mjs";

const { Command, CommanderError, Option } = await import("commander");
const { askHealth } = await import("./ask-health.ts");
const { flagsOf } = await import("./command.ts");
const { variableOf } = await import("./flags.ts");
const { readReadyFile } = await import("./ready-file.ts");
const { oneLine, StartError } = await import("./start-error.ts");

const command = new Command("healthcheck")
	.description("Asks the server beside it for its health (grpc.health.v1).")
	.addOption(
		new Option(
			"--ready_file <f>",
			"the file that the server was given as its own --ready_file",
		).env(variableOf("ready_file")),
	)
	.helpOption("--help", "print this")
	.configureOutput({ writeErr: () => {} })
	.exitOverride();

try {
	const { ready_file = command.error("option '--ready_file <f>' missing") } = flagsOf(
		command.parse(),
	);
	const answer = oneLine(await askHealth(readReadyFile(ready_file)));
	console.log(answer);
	process.exitCode = answer === "SERVING" ? 0 : 1;
} catch (error) {
	if (error instanceof CommanderError) {
		process.exitCode = error.exitCode === 0 ? 0 : 2;
		const message = oneLine(error.message.replace(/^error: /, ""));
		if (error.exitCode !== 0) console.log(`${message}; --help lists the flags`);
	} else if (error instanceof StartError) {
		console.log(`no server takes calls: ${error.message}`);
		process.exitCode = 1;
	} else {
		throw error;
	}
}
