/** Results of a bench that never ran, for tests of what is told of them. */
import type { Attempt, BenchResults, Cell } from "../model/results.ts";

/** An attempt of that rate; what is not said is as if all went well. */
export function attemptOf(round: number, rate: number, rest: Partial<Attempt> = {}): Attempt {
	return {
		round,
		calls: rate,
		messages: rate,
		seconds: 1,
		rate,
		p50_ms: 1,
		p99_ms: 2,
		cpu_seconds_per_1000_calls: 0.1,
		resident_bytes: 50_000_000,
		failed: 0,
		failure: null,
		...rest,
	};
}

/** One attempt for each rate, unary, over 100 features and plaintext. */
export function cellOf(server: string, rates: readonly number[], rest: Partial<Cell> = {}): Cell {
	return {
		server,
		mode: "unary",
		features: 100,
		transport: "plaintext",
		in_flight: 50,
		per_call: 1,
		attempts: rates.map((rate, at) => attemptOf(at + 1, rate)),
		...rest,
	};
}

export function resultsOf(...cells: Cell[]): BenchResults {
	return {
		version: 1,
		started: "2026-01-02T03:04:05.000Z",
		ended: "2026-01-02T03:14:05.000Z",
		interrupted: false,
		command: "npm run bench --",
		rounds: Math.max(...cells.map(({ attempts }) => attempts.length)),
		seconds: 1,
		machine: { cores: 2, cpu: "made up", memory_bytes: 1, system: "Linux", node: "v24.0.0" },
		load_makers: { unary: "ghz v0.120.0", streaming: "containers/go/cmd/load" },
		servers: [...new Set(cells.map(({ server }) => server))].map((name) => ({
			name,
			title: name,
			behaviour: "go",
			language: null,
			grpc: null,
		})),
		instances: [],
		cells,
	};
}
