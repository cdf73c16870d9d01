import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectGone, marker, processesWith } from "../test/support/processes.ts";
import { type Ran, runWith } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";

/** What is wrong with a server, and what is said of all its cells. */
const FAULTS: Readonly<Record<string, RegExp>> = {
	healthy: /^passed$/,
	rubbish: /^could-not-run: .*expected a ready line .*, got "Server started on some port"$/,
	binary: /^could-not-run: .*expected a ready line .*, got "/,
	"endless-line": /^could-not-run: .*not ready after 6 s$/,
	"beyond-all-ports":
		/^could-not-run: .*the ready line does not fit at listening: expected host:port/,
	"port-in-use": /^could-not-run: .*ended before it was ready, exit code 1: .*$/,
	"another-pid": /^passed$/,
	"ready-twice": /^passed$/,
	elsewhere: /^passed$/,
	exits: /^could-not-run: .*ended before it was ready, exit code 9: cannot open the gate$/,
	silent: /^could-not-run: .*not ready after 6 s$/,
	lies: /^failed: witness: the server saw no GetFeature that ended OK after 1 messages in and 1 out: .* 7 out, OK$/,
	mute: /^failed: witness: the server saw no call of it$/,
	"ignores-sigterm": /^passed$/,
	child: /^passed$/,
	"quiet-child": /^passed$/,
};

const mark = marker();
const folder = mkdtempSync(join(tmpdir(), "harness-test-"));
let ran: Ran;
const meanwhile: string[] = [];
beforeAll(async () => {
	const servers = Object.keys(FAULTS).map((name) =>
		smallServer(name, { words: ["--marker", mark] }),
	);
	const batch = () => meanwhile.push(...processesWith(mark));
	ran = await runWith([...servers, smallClient("healthy")], { events: { batch } });
});
afterAll(() => {
	ran[Symbol.dispose]();
	rmSync(folder, { recursive: true });
});

for (const [name, said] of Object.entries(FAULTS)) {
	test(`a server with ${name === "healthy" ? "no fault" : `the fault ${name}`} gets what it deserves, in all of its cells`, () => {
		expect(ran.said(`s-${name}`)).toEqual([expect.stringMatching(said)]);
		expect(ran.results.cells.filter(({ server }) => server === `s-${name}`)).toHaveLength(2);
	});
}

test("no server, and nothing that a server started, survives the run", async () => {
	expect(meanwhile.some((words) => words.includes("setInterval"))).toBe(true);
	await expectGone(mark);
});

test("a server that dies of a call takes its own batch with it, and the next batch finds a new one", async () => {
	const once = join(folder, "once");
	const dying = smallServer("dies-once", { words: ["--once", once] });
	const clients = ["healthy", "healthy-too"].map((name) => smallClient(name));
	using ran = await runWith([dying, ...clients], { parallel: 1 });
	expect(existsSync(once)).toBe(true);
	for (const said of ran.said("c-healthy")) {
		expect(said).toMatch(/^failed: at a.finish: .*UNAVAILABLE.*the server .* died meanwhile$/);
	}
	expect(ran.said("c-healthy-too")).toEqual(["passed"]);
	expect(ran.files.instances[0]).toMatchObject({ died: true, failed: null, exit: { code: 9 } });
});

test("a server that ignores --tls fails its preflight, and so all of its cells", async () => {
	const servers = ["ignores-tls", "healthy"].map((name) => smallServer(name));
	using ran = await runWith([...servers, smallClient("healthy")], { transports: ["tls"] });
	expect(ran.said("s-ignores-tls")).toEqual([
		"failed: preflight: plaintext-into-tls: OK: it connected, and was answered",
	]);
	expect(ran.said("s-healthy")).toEqual(["passed"]);
});

test("a server that announces nothing is ready once a gRPC channel is", async () => {
	const entry = { ready: "connect" as const };
	using ran = await runWith(
		[
			smallServer("unannounced", { entry }),
			smallServer("exits", { entry }),
			smallClient("healthy"),
		],
		{ transports: ["plaintext", "tls"] },
	);
	expect(ran.said("s-unannounced")).toEqual(["passed"]);
	for (const said of ran.said("s-exits"))
		expect(said).toMatch(/exit code 9: cannot open the gate$/);
});
