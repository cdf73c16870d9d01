/**
 * The process contract: without `--batch`, prints the document's demo on stdout; exit 0, or 1 with one
 * line on stderr where a call does not end with OK. With `--batch FILE`, is the driver: JSON lines only
 * on stdout, exit 0 once `done` is printed. A bad flag, batch or TLS file: one line on stderr, exit 2.
 * It exits by itself once stdout has taken everything, whatever the server does.
 */
// Serves only what is imported after it, so every other import of a value is a late one.
import "./compile-cache.mjs";
import type { Feature } from "../proto/generated/routeguide/Feature.ts";
import type { Target } from "./channel.ts";
import type { Flags } from "./flags.ts";

function targetOf(flags: Flags): Target {
	if (!flags.tls) return { address: flags.addr, tls: null };
	const tls = {
		ca: flags.ca_file ?? null,
		name: flags.server_host_override ?? null,
		cert: flags.cert_file ?? null,
		key: flags.key_file ?? null,
	};
	return { address: flags.addr, tls };
}

// gRPC is imported where it is needed: help and mistakes need not wait for it.
async function drive(file: string): Promise<number> {
	const { readBatches } = await import("./driver/batch.ts");
	const batches = readBatches(file);
	const { runBatches } = await import("./driver/run-batch.ts");
	await runBatches(batches, (line) => write(process.stdout, `${JSON.stringify(line)}\n`));
	return 0;
}

async function demonstrate(target: Target): Promise<number> {
	const [{ readFileSync }, { connect }, { runDemo }, { explainFailure, isServiceError }] =
		await Promise.all([
			import("node:fs"),
			import("./channel.ts"),
			import("./demo.ts"),
			import("./explain-failure.ts"),
		]);
	const database = new URL("../proto/route_guide_db.json", import.meta.url);
	const features = JSON.parse(readFileSync(database, "utf8")) as Feature[];
	const stub = connect(target);
	try {
		await runDemo(stub, features, (line) => void write(process.stdout, `${line}\n`));
		return 0;
	} catch (error) {
		if (!isServiceError(error)) throw error;
		await write(process.stderr, `error: ${explainFailure(error, target)}\n`);
		return 1;
	} finally {
		stub.close();
	}
}

async function main(argv: readonly string[]): Promise<number> {
	try {
		const [flag, file] = argv;
		// So the harness starts it, by the hundred, and commander is a tenth of a short batch's time.
		if (argv.length === 2 && flag === "--batch" && file !== undefined) return await drive(file);
		const { parseFlags } = await import("./flags.ts");
		const flags = parseFlags(argv);
		if (flags === null) return 0;
		return await (flags.batch === undefined ? demonstrate(targetOf(flags)) : drive(flags.batch));
	} catch (error) {
		await write(process.stderr, `${complaint(error)}\n`);
		return 2;
	}
}

/** One line for what the user can mend; anything else is a fault of this program, and is thrown. */
function complaint(error: unknown): string {
	if (error instanceof Error && "hint" in error) {
		return `error: ${error.message.replaceAll(/\s+/g, " ")}. ${error.hint}`;
	}
	throw error;
}

/** Settles once the text has left the process. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
	return new Promise((resolve) => stream.write(text, () => resolve()));
}

// Nobody reads any more: there is nothing left to say, and nothing to be done about it.
process.stdout.on("error", () => process.exit(1));
const code = await main(process.argv.slice(2));
await write(process.stdout, "");
// A server that never closes its connection must not keep this process.
process.exit(code);
