/** A RouteGuide server with GetFeature alone; `--fault` names what is wrong with it. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { type Feature, routeGuide } from "./proto.ts";

const text = { type: "string" } as const;
const { values: options } = parseArgs({
	options: {
		host: { ...text, default: "127.0.0.1" },
		port: text,
		tls: { type: "boolean" },
		cert_file: text,
		key_file: text,
		client_ca_file: text,
		json_db_file: text,
		fault: text,
		name: { ...text, default: "small" },
		/** A file that says whether it was here before. */
		once: text,
		/** Something to be found by in the list of processes. */
		marker: text,
	},
});
const { fault } = options;
const forever = () => void setInterval(() => {}, 1_000);

if (fault === "rubbish") {
	console.log("Server started on some port");
	forever();
} else if (fault === "endless-line") {
	const more = () => process.stdout.write("e".repeat(65_536), more);
	more();
} else if (fault === "binary") {
	process.stdout.write(Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3, 0x28, 0x0a]));
	forever();
} else if (fault === "exits") {
	console.error("a stack of no interest");
	console.error("cannot open the gate");
	process.exit(9);
} else if (fault === "silent") {
	forever();
} else {
	serve();
}

function serve(): void {
	const features = JSON.parse(readFileSync(options.json_db_file ?? "", "utf8")) as Feature[];
	const server = new Server();
	server.addService(routeGuide().service, {
		GetFeature(
			call: ServerUnaryCall<Feature["location"], Feature>,
			answer: sendUnaryData<Feature>,
		) {
			const cell = call.metadata.get("x-interop-cell")[0];
			if (fault === "dies-once" && cell !== undefined && !existsSync(options.once ?? "")) {
				writeFileSync(options.once ?? "", "");
				process.exit(9);
			}
			const found = features.find(
				({ location }) =>
					location?.latitude === call.request?.latitude &&
					location?.longitude === call.request?.longitude,
			);
			answer(null, found ?? { name: "", location: call.request ?? null });
			if (fault === "mute") return;
			const witness = {
				cell: cell?.toString() ?? null,
				method: "/routeguide.RouteGuide/GetFeature",
				tls: options.tls === true,
				peer: null,
				received: 1,
				sent: fault === "lies" ? 7 : 1,
				deadline_ms: null,
				ended: "OK",
			};
			console.error(JSON.stringify({ witness }));
		},
	});
	server.bindAsync(`${options.host}:${options.port}`, credentials(), (problem, port) => {
		if (problem) throw problem;
		const at = fault === "beyond-all-ports" ? 99_999 : port;
		const listening = `${fault === "elsewhere" ? "192.0.2.1" : options.host}:${at}`;
		// Process 1 is nobody's to stop.
		const about = {
			pid: fault === "another-pid" ? 1 : process.pid,
			name: options.name,
			language: "Node.js",
			grpc: "grpc-js",
		};
		if (fault === "child") startChild("inherit");
		if (fault === "quiet-child") startChild("ignore");
		if (fault === "ignores-sigterm") process.on("SIGTERM", () => {});
		if (fault === "port-in-use") return takeAgain(port);
		if (fault !== "unannounced") console.log(JSON.stringify({ listening, ...about }));
		if (fault === "ready-twice") {
			console.log(JSON.stringify({ ...about, listening: "127.0.0.1:1" }));
		}
	});
}

/** What a server does whose port somebody else has. */
function takeAgain(port: number): void {
	createServer().listen(port, options.host);
}

function credentials(): ServerCredentials {
	if (!options.tls || fault === "ignores-tls") return ServerCredentials.createInsecure();
	const pair = {
		cert_chain: readFileSync(options.cert_file ?? ""),
		private_key: readFileSync(options.key_file ?? ""),
	};
	return ServerCredentials.createSsl(null, [pair], false);
}

/** One that does not heed SIGTERM, and holds our streams or nothing. */
function startChild(stdio: "inherit" | "ignore"): void {
	const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
	spawn(process.execPath, ["-e", script, options.marker ?? ""], { stdio });
}
