/**
 * A server that is broken on purpose: the real one, with the fault that --fault names (none: healthy).
 * Its contract is the real server's.
 */
import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";

// Before anything else is loaded: most of a start is compiling what it loads.
enableCompileCache();
const { logVerbosity, setLogVerbosity } = await import("@grpc/grpc-js");
const { grpcVersion, LANGUAGE } = await import("../about.ts");
const { checkFlags } = await import("../options.ts");
const { startBroken } = await import("./support/start.ts");

const { values } = parseArgs({
	options: {
		port: { type: "string", default: "0" },
		host: { type: "string" },
		tls: { type: "boolean" },
		cert_file: { type: "string" },
		key_file: { type: "string" },
		client_ca_file: { type: "string" },
		json_db_file: { type: "string" },
		behaviour: { type: "string" },
		obey: { type: "boolean" },
		health: { type: "boolean" },
		reflection: { type: "boolean" },
		max_receive_bytes: { type: "string" },
		max_concurrent_streams: { type: "string" },
		fault: { type: "string" },
		name: { type: "string", default: "broken" },
	},
});
const { fault: faultName, ...given } = values;
// grpc-js logs on stderr what a broken server does to it.
setLogVerbosity(logVerbosity.NONE);
const flags = { ...given, witness: true };
const options = checkFlags(flags as Parameters<typeof checkFlags>[0]);
const { fault } =
	faultName === undefined
		? { fault: {} }
		: await import(new URL(`./faults/${faultName}.ts`, import.meta.url).href);
const { address: listening, stop } = await startBroken(options, fault, (witness) => {
	process.stderr.write(`${JSON.stringify({ witness })}\n`);
});
for (const signal of ["SIGTERM", "SIGINT"]) {
	process.once(signal, () => void stop().then(() => process.exit(0)));
}
const ready = { listening, pid: process.pid, name: values.name, language: LANGUAGE };
process.stdout.write(`${JSON.stringify({ ...ready, grpc: grpcVersion() })}\n`);
