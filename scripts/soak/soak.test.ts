import { resolve } from "node:path";
import { expect, test } from "vitest";
import { which } from "zx";
import type { Entrant } from "../../bench/measure/contestant.ts";
import { Mode } from "../../interop/model/words.ts";
import { loadPeer } from "../../interop/peers/load.ts";
import { SoakRecord } from "./record.ts";
import { soak } from "./soak.ts";

const go = (await which("go", { nothrow: true })) !== null;
/** A peer's set-up, the first time on a busy machine. */
const PATIENCE_MS = 600_000;
const BROKEN = resolve(import.meta.dirname, "../../ts-server/broken-servers");

/** The healthy one of the broken servers, with a fault or without. */
function entrant(fault: string | null): Entrant {
	const peer = loadPeer(BROKEN, false);
	const server = peer.servers.find(({ name }) => name === "healthy-python");
	if (server === undefined) throw new Error(`${BROKEN}: there is no healthy-python`);
	const command = fault === null ? server.command : [...server.command, "--fault", fault];
	return { peer, server: { ...server, command } };
}

const ofASecond = (fault: string | null) =>
	soak({
		entrant: entrant(fault),
		calls: 1,
		roundSeconds: 1,
		signal: new AbortController().signal,
		log: () => {},
	});

test.skipIf(!go)(
	"a server that answers as it should has nothing lost and nothing wrong, in each mode",
	async () => {
		const record = SoakRecord.parse(await ofASecond(null));
		expect(record.verdict).toMatchObject({ flat: null, problems: [] });
		expect(Object.keys(record.totals).sort()).toEqual([...Mode.options].sort());
		for (const total of Object.values(record.totals)) {
			expect(total).toMatchObject({ failed: 0, failure: null });
			expect(total.messages).toBeGreaterThanOrEqual(total.calls);
			expect(total.calls).toBeGreaterThan(0);
		}
	},
	PATIENCE_MS,
);

const FAULTS: readonly (readonly [string, Mode, RegExp])[] = [
	["finds-nothing", "unary", /feature "" at .*, expected "\d+ .* NJ/],
	["one-feature-lost", "server-streaming", /99 features, expected 100/],
	["one-feature-lost", "client-streaming", /100 points and \d\d features, expected 100/],
	["coordinates-swapped", "bidirectional-streaming", /answers "Are we there yet/],
];
test.skipIf(!go).each(FAULTS)(
	"%s is caught in %s",
	async (fault, mode, failure) => {
		const { totals, verdict } = await ofASecond(fault);
		expect(totals[mode]?.failed).toBeGreaterThan(0);
		expect(totals[mode]?.failure).toMatch(failure);
		expect(verdict.problems).toContainEqual(expect.stringContaining(`${mode}: `));
	},
	PATIENCE_MS,
);

test.skipIf(!go)(
	"an interruption amid the load ends it",
	async () => {
		const interrupted = new AbortController();
		const told: string[] = [];
		const running = soak({
			entrant: entrant(null),
			calls: Number.MAX_SAFE_INTEGER,
			roundSeconds: 1,
			signal: interrupted.signal,
			log(line) {
				told.push(line);
				// A round is over, and another begins.
				if (line.includes("calls")) setImmediate(() => interrupted.abort());
			},
		});
		await expect(running).rejects.toThrow("aborted");
		expect(told.filter((line) => line.includes("calls"))).toHaveLength(1);
	},
	PATIENCE_MS,
);
