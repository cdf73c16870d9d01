/** The bench as somebody types it, on real servers, for a moment; without ghz, which takes minutes to build. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { which } from "zx";
import { folderWith } from "../../interop/test/support/folder.ts";
import { expectGone } from "../../interop/test/support/processes.ts";
import { spawned } from "../../interop/test/support/spawned.ts";
import { BenchResults } from "../model/results.ts";

const go = (await which("go", { nothrow: true })) !== null;
/** A peer's set-up, the first time on a busy machine. */
const PATIENCE_MS = 600_000;

const resultsIn = (folder: string) =>
	BenchResults.parse(JSON.parse(readFileSync(`${folder}/bench.json`, "utf8")));

test.skipIf(!go)(
	"two servers side by side: each mode that streams has its figures, and the chart its marks",
	async () => {
		using folder = folderWith();
		const words = ["--quick", "--server", "ts-go,go", "--mode", "*streaming", "--out", folder.path];
		const cli = spawned(words, {}, "bench/cli.ts");
		expect([await cli.ended, cli.stderr()]).toEqual([0, expect.any(String)]);
		expect(cli.stdout()).toContain("RouteChat in lock-step");
		const { cells, instances, interrupted } = resultsIn(folder.path);
		expect(interrupted).toBe(false);
		expect(instances).toHaveLength(2);
		expect(cells.map(({ server, mode }) => `${server} ${mode}`)).toEqual([
			"ts-go server-streaming",
			"go server-streaming",
			"ts-go client-streaming",
			"go client-streaming",
			"ts-go bidirectional-streaming",
			"go bidirectional-streaming",
		]);
		for (const cell of cells) {
			const [attempt] = cell.attempts;
			expect(attempt).toMatchObject({ round: 1, failed: 0, failure: null });
			expect(attempt?.calls).toBeGreaterThanOrEqual(cell.in_flight);
			const each = cell.mode === "bidirectional-streaming" ? 2 * cell.per_call : cell.per_call;
			expect(attempt?.messages).toBe((attempt?.calls ?? 0) * each);
			expect(attempt?.resident_bytes).toBeGreaterThan(1_000_000);
		}
		expect(readFileSync(folder.at("bench.svg"), "utf8")).toContain("RecordRoute, 100");
	},
	PATIENCE_MS,
);

test.skipIf(!go)(
	"Ctrl-C amid a load: exit 130, nothing left, and what was measured is written",
	async () => {
		using folder = folderWith({ "tmp/x": "" });
		const words = "--server go --mode server-streaming,bidirectional-streaming --transport tls";
		const cli = spawned(
			[...words.split(" "), "--features", "100", "--rounds", "1", "--out", folder.at("out")],
			{ TMPDIR: folder.at("tmp") },
			"bench/cli.ts",
		);
		await cli.prints("bidirectional-streaming: round 1");
		cli.killGroup("SIGINT");
		expect(await cli.ended).toBe(130);
		// The servers' certificates lay there, so that their command lines name it.
		await expectGone(folder.path);
		expect(readdirSync(folder.at("tmp"))).toEqual(["x"]);
		const { cells, interrupted } = resultsIn(folder.at("out"));
		expect(interrupted).toBe(true);
		expect(cells.map(({ mode }) => mode)).toEqual(["server-streaming"]);
	},
	PATIENCE_MS,
);
