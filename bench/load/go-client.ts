/** Load of any mode, by `containers/go/cmd/load`. */
import { z } from "zod";
import type { Mode } from "../../interop/model/words.ts";
import { peerEnvironment } from "../../interop/peers/environment.ts";
import { runProgram } from "../../interop/support/run-program.ts";
import type { LoadOrder, Seen } from "./target.ts";

/** Its line. Source: `containers/go/load`, Result. */
const Line = z.strictObject({
	calls: z.int(),
	messages: z.int(),
	seconds: z.number(),
	p50_ms: z.number(),
	p99_ms: z.number(),
	failed: z.int(),
	failure: z.string(),
});
/** Calls failed: its line says how many. */
const CALLS_FAILED = 1;

/**
 * Throws where the load maker itself fails; calls that fail are counted. `checked`: each feature of an answer is
 * held against the database, and one that is not in it fails its call.
 */
export async function goLoad(
	program: string,
	mode: Mode,
	order: LoadOrder,
	checked = false,
): Promise<Seen> {
	const { target, load, seconds, signal } = order;
	const { tls } = target;
	const argv = [
		program,
		...["-addr", target.address, "-mode", mode],
		...(tls ? ["-ca_file", tls.ca, "-server_host_override", tls.name] : []),
		...["-in_flight", String(load.inFlight), "-seconds", String(seconds)],
		// As ghz has it: each of those in flight carries out one call at least.
		...["-calls", String(load.inFlight)],
		...wordsOf(mode, order),
		...(checked ? ["-database", target.files.database] : []),
	];
	const accepted = [0, CALLS_FAILED];
	const printed = await runProgram(argv, { env: peerEnvironment(), signal, accepted });
	const line = Line.parse(JSON.parse(printed));
	const waited = line.calls > 0;
	return {
		...line,
		p50_ms: waited ? line.p50_ms : null,
		p99_ms: waited ? line.p99_ms : null,
		failure: line.failure === "" ? null : line.failure,
	};
}

function wordsOf(mode: Mode, { target, load }: LoadOrder): string[] {
	const each = String(load.perCall);
	switch (mode) {
		case "unary":
			return ["-points", target.files.points];
		case "server-streaming":
			return ["-area", target.files.area, "-want", each];
		case "client-streaming":
			return ["-points", target.files.points, "-per_call", each];
		case "bidirectional-streaming":
			return ["-per_call", each, ...(target.behaviour === "go" ? ["-echoes"] : [])];
	}
}
