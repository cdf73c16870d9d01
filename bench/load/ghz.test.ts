import { expect, test } from "vitest";
import { seenIn } from "./ghz.ts";

test("calls that end otherwise than OK are failures, and none of the rate", () => {
	const seen = seenIn({
		total: 2_000_000_000,
		statusCodeDistribution: { OK: 90, Unavailable: 7, Canceled: 3 },
		errorDistribution: { "rpc error: code = Unavailable desc = down": 7 },
		latencyDistribution: [
			{ percentage: 50, latency: 1_500_000 },
			{ percentage: 99, latency: 20_000_000 },
		],
	});
	expect(seen).toEqual({
		calls: 90,
		messages: 90,
		seconds: 2,
		p50_ms: 1.5,
		p99_ms: 20,
		failed: 10,
		failure: "rpc error: code = Unavailable desc = down",
	});
});

test("a server that answered nothing has no latency", () => {
	const seen = seenIn({
		total: 1,
		statusCodeDistribution: { Unavailable: 1 },
		errorDistribution: null,
		latencyDistribution: null,
	});
	expect(seen).toMatchObject({ calls: 0, failed: 1, p50_ms: null, p99_ms: null, failure: null });
});
