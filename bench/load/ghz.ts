/** Unary load: GetFeature by ghz, for points of features all over the database, in turn. */
import { resolve } from "node:path";
import { z } from "zod";
import { peerEnvironment } from "../../interop/peers/environment.ts";
import { runProgram } from "../../interop/support/run-program.ts";
import type { LoadOrder, Seen } from "./target.ts";

const PROTO = resolve(import.meta.dirname, "../../proto/route_guide.proto");
const NANOSECONDS = 1e9;

/** The part of ghz's JSON that is used; times are nanoseconds. Source: ghz's `runner.Report`. */
const Report = z.object({
	total: z.number(),
	statusCodeDistribution: z.record(z.string(), z.number()).default({}),
	errorDistribution: z.record(z.string(), z.number()).nullish(),
	latencyDistribution: z.array(z.object({ percentage: z.number(), latency: z.number() })).nullish(),
});

/** Throws where ghz itself fails; calls that fail are counted. */
export async function unaryLoad(ghz: string, order: LoadOrder): Promise<Seen> {
	const { target, load, seconds, signal } = order;
	const { tls } = target;
	const argv = [
		ghz,
		...(tls ? ["--cacert", tls.ca, "--cname", tls.name] : ["--insecure"]),
		...["--proto", PROTO, "--call", "routeguide.RouteGuide/GetFeature"],
		...[
			"--data-file",
			target.files.points,
			"--disable-template-data",
			"--disable-template-functions",
		],
		...["--concurrency", String(load.inFlight), "--duration", `${seconds}s`],
		// What has begun is carried out: a slow server's calls would never be counted otherwise.
		...["--duration-stop", "wait", "--timeout", "0"],
		...["--format", "json", target.address],
	];
	const printed = await runProgram(argv, { env: peerEnvironment(), signal });
	return seenIn(Report.parse(JSON.parse(printed)));
}

/** What a report of ghz says. */
export function seenIn(report: z.output<typeof Report>): Seen {
	const calls = report.statusCodeDistribution.OK ?? 0;
	const all = Object.values(report.statusCodeDistribution).reduce((sum, count) => sum + count, 0);
	const latency = (wanted: number): number | null => {
		const found = report.latencyDistribution?.find(({ percentage }) => percentage === wanted);
		return found ? (found.latency / NANOSECONDS) * 1e3 : null;
	};
	return {
		calls,
		messages: calls,
		seconds: report.total / NANOSECONDS,
		p50_ms: latency(50),
		p99_ms: latency(99),
		failed: all - calls,
		failure: Object.keys(report.errorDistribution ?? {})[0] ?? null,
	};
}
