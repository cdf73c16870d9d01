/** One run of connectconformance, connect's own suite, against a client in Go of its own module. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setupEnvironment } from "../../interop/peers/environment.ts";
import { type GoTool, installGoTool } from "../../interop/peers/go-tool.ts";
import { runProgram } from "../../interop/support/run-program.ts";
import type { ConformanceRun } from "../model/harness.ts";

export const CONFORMANCE_VERSION = "v1.0.5";
const tool = (name: string): GoTool => ({
	package: `connectrpc.com/conformance/cmd/${name}`,
	version: CONFORMANCE_VERSION,
});

/** Cases that wait, as scenarios with pauses do. */
export const SKIPPED = ["Timeouts/**", "Deadline Propagation/**"];
/** What that client can do of what the suite tests, as its own repository has it. */
const GRPC_ONLY = `features:
  versions: [HTTP_VERSION_2]
  protocols: [PROTOCOL_GRPC]
  codecs: [CODEC_PROTO]
  supportsTls: false
`;
/** Cases that fail took their time all the same. */
const JUDGED = [0, 1];

/** The clients that it tests: connect's reference in all protocols, and grpc-go's in gRPC alone. */
export const CONFORMANCE_PEERS = ["referenceclient", "grpcclient"] as const;
export type ConformancePeer = (typeof CONFORMANCE_PEERS)[number];

/** Paths of built programs. */
export interface Conformance {
	readonly runner: string;
	readonly peers: Readonly<Record<ConformancePeer, string>>;
	/** The configuration for gRPC alone. */
	readonly grpcOnly: string;
}

/** Builds what is not there yet. Throws RuntimeMissingError. */
export async function prepareConformance(
	folder: string,
	log: (line: string) => void,
	signal: AbortSignal,
): Promise<Conformance> {
	const grpcOnly = join(folder, "grpc-only.yaml");
	writeFileSync(grpcOnly, GRPC_ONLY);
	return {
		runner: await installGoTool(tool("connectconformance"), log, signal),
		peers: {
			referenceclient: await installGoTool(tool("referenceclient"), log, signal),
			grpcclient: await installGoTool(tool("grpcclient"), log, signal),
		},
		grpcOnly,
	};
}

/** Throws where it says nothing of how many cases there were. */
export async function conformanceRun(
	{ runner, peers, grpcOnly }: Conformance,
	peer: ConformancePeer,
	round: number,
	signal: AbortSignal,
): Promise<ConformanceRun> {
	const argv = [
		runner,
		...["--mode", "client"],
		...(peer === "grpcclient" ? ["--conf", grpcOnly] : []),
		...SKIPPED.flatMap((pattern) => ["--skip", pattern]),
		"--",
		peers[peer],
	];
	const began = performance.now();
	const printed = await runProgram(argv, { env: setupEnvironment(), signal, accepted: JUDGED });
	const wall_seconds = (performance.now() - began) / 1e3;
	const cases = casesIn(printed);
	return { round, peer, cases, wall_seconds, cases_per_second: cases / wall_seconds };
}

/** As its last lines say. Throws where they do not. */
export function casesIn(printed: string): number {
	const found = /^Total cases: (\d+)$/m.exec(printed);
	if (!found) {
		throw new Error(`connectconformance: expected "Total cases: …", got ${printed.slice(-300)}`);
	}
	return Number(found[1]);
}
