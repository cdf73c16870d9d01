/** The servers as somebody finds them who knows nothing of them but their address, and has grpcurl. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { which } from "zx";
import type { Transport } from "../model/words.ts";
import { type Certificates, runCertificates } from "../peers/certificates.ts";
import { loadPeer } from "../peers/load.ts";
import { processRuntime } from "../peers/process/runtime.ts";
import { type RunningServer, SERVER_LIMITS, startServer } from "../peers/server.ts";
import { LogFile } from "../support/log-file.ts";
import { installGrpcurl } from "./support/grpcurl.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** go install, and a peer's set-up, the first time on a busy machine. */
const PATIENCE_MS = 900_000;

const has = async (tool: string) => (await which(tool, { nothrow: true })) !== null;
const go = await has("go");
/** What starts them, and whether it is here; scripts/test.ts names what is not. */
const SERVERS: readonly (readonly [
	server: string,
	folder: string,
	transport: Transport,
	runs: boolean,
])[] = [
	["ts-python", "ts-server", "plaintext", go],
	["ts-go", "ts-server", "tls", go],
	["python", "containers/python", "plaintext", go && (await has("python3"))],
	["go", "containers/go", "plaintext", go],
];

const DESCRIBED = `routeguide.RouteGuide is a service:
service RouteGuide {
  rpc GetFeature ( .routeguide.Point ) returns ( .routeguide.Feature );
  rpc ListFeatures ( .routeguide.Rectangle ) returns ( stream .routeguide.Feature );
  rpc RecordRoute ( stream .routeguide.Point ) returns ( .routeguide.RouteSummary );
  rpc RouteChat ( stream .routeguide.RouteNote ) returns ( stream .routeguide.RouteNote );
}`;
const NAME = "Berkshire Valley Management Area Trail, Jefferson, NJ, USA";
const location = { latitude: 409146138, longitude: -746188906 };

const temporary = mkdtempSync(join(tmpdir(), "grpcurl-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe.skipIf(!go)("with grpcurl", () => {
	let grpcurl: Awaited<ReturnType<typeof installGrpcurl>>;
	let certificates: Certificates;
	beforeAll(async () => {
		grpcurl = await installGrpcurl();
		certificates = runCertificates(join(temporary, "tls"));
	}, PATIENCE_MS);

	describe.each(SERVERS.filter(([, , , runs]) => runs))(
		"%s, of %s, over %s",
		(name, folder, transport) => {
			let server: RunningServer;
			let connection: string[];
			beforeAll(async () => {
				server = await started(name, folder, transport, certificates);
				const trust = ["-cacert", await certificates.ca(), "-authority", certificates.nameOf(name)];
				connection = [
					...(transport === "tls" ? trust : ["-plaintext"]),
					`127.0.0.1:${server.port}`,
				];
			}, PATIENCE_MS);
			afterAll(() => server?.stop());

			test("list names the services that it has", async () => {
				const { stdout, stderr } = await grpcurl(...connection, "list");
				expect(stderr).toBe("");
				expect(stdout.split("\n")).toEqual([
					"grpc.reflection.v1.ServerReflection",
					"grpc.reflection.v1alpha.ServerReflection",
					"routeguide.RouteGuide",
				]);
			});

			test("describe shows RouteGuide as its contract has it", async () => {
				const { stdout, stderr } = await grpcurl(
					...connection,
					"describe",
					"routeguide.RouteGuide",
				);
				expect(stderr).toBe("");
				expect(stdout).toBe(DESCRIBED);
			});

			test("a feature is found by a call that was built from reflection alone", async () => {
				const call = [
					"-d",
					JSON.stringify(location),
					...connection,
					"routeguide.RouteGuide/GetFeature",
				];
				const { stdout, stderr } = await grpcurl(...call);
				expect(stderr).toBe("");
				expect(JSON.parse(stdout)).toEqual({ name: NAME, location });
			});
		},
	);
});

/** The server, as a process, with reflection and no other flag of its own. */
async function started(
	name: string,
	folder: string,
	transport: Transport,
	certificates: Certificates,
): Promise<RunningServer> {
	const peer = loadPeer(join(ROOT, folder), true);
	const entry = peer.servers.find((server) => server.name === name);
	if (entry === undefined) throw new Error(`${folder} has no server ${name}`);
	const log = new LogFile(join(temporary, `${name}.log`));
	const runtime = processRuntime();
	await runtime.prepare(peer, (line) => log.line(line));
	return startServer(
		{
			id: name,
			peer,
			server: entry,
			transport,
			certificates,
			certificate: "usual",
			settings: { reflection: true },
			database: join(ROOT, "proto/route_guide_db.json"),
			log,
			signal: new AbortController().signal,
			limits: SERVER_LIMITS,
		},
		await runtime.serverStation(peer, entry),
	);
}
