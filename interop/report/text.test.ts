import { expect, test } from "vitest";
import { blameText } from "./blame.ts";
import { excerpt } from "./excerpt.ts";
import { rerunCommand } from "./rerun.ts";
import { scriptLines } from "./script.ts";
import { CATALOGUE } from "./test/catalogue.ts";
import { fixture } from "./test/fixture.ts";
import { HOSTILE } from "./test/hostile.ts";
import { sentence, verdict } from "./verdict.ts";
import { clip, visible } from "./visible.ts";

const { results } = fixture();

test("controls, overrides and lone surrogates are written out; letters of all scripts stay", () => {
	expect(visible("a\0b\u202ec\ud800d\uffffe")).toBe("a\\u0000b\\u202ec\\ud800d\\uffffe");
	expect(visible("שלום 🧭👩‍🚀 e\u0301\t\n")).toBe("שלום 🧭👩‍🚀 e\u0301\t\n");
	for (const character of ["\0", "\u0007", "\u001b", "\r", "\u202e", "\uffff"])
		expect(visible(HOSTILE)).not.toContain(character);
});

test("a clipped text ends with a whole character", () => {
	expect(clip("ab🧭cd", 4)).toBe("ab…");
});

test("a log's excerpt has its start and its end, and says how much is left out", () => {
	const lines = Array.from({ length: 500 }, (_, at) => `line ${at}`);
	const { text, left } = excerpt(lines.join("\n"));
	const shown = text.split("\n");
	expect(shown.at(0)).toBe("line 0");
	expect(shown.at(-1)).toBe("line 499");
	expect(shown.length - 1 + left).toBe(500);
	expect(excerpt("one\ntwo\n")).toEqual({ text: "one\ntwo", left: 0 });
});

test("every verb of a script reads as a line, with what it must show", () => {
	const script = CATALOGUE.find(({ id }) => id === "route-chat/lock-step")?.scripts.python;
	expect(script && scriptLines(script)).toMatchInlineSnapshot(`
		[
		  {
		    "address": "a.open",
		    "does": "open a: RouteChat, metadata [["x-note", ["a", "b"]]]",
		    "shows": null,
		  },
		  {
		    "address": "a.send",
		    "does": "send on a: { "location": "$a", "message": "note 1" }",
		    "shows": null,
		  },
		  {
		    "address": "a.send.2",
		    "does": "send on a: { "location": "$a", "message": "note 2" }",
		    "shows": null,
		  },
		  {
		    "address": "a.receive",
		    "does": "receive on a: 1 message",
		    "shows": "1 message: [{ "location": "$a", "message": "note 1" }]",
		  },
		  {
		    "address": "a.expect_silence",
		    "does": "expect silence on a for 200 ms",
		    "shows": "silence",
		  },
		  {
		    "address": "pause",
		    "does": "pause 900 ms",
		    "shows": null,
		  },
		  {
		    "address": "a.half_close",
		    "does": "half-close a",
		    "shows": null,
		  },
		  {
		    "address": "a.finish",
		    "does": "finish a",
		    "shows": "OK, 0 messages, { "trailing": [] }",
		  },
		]
	`);
});

test("a long script is shown by its start and its end", () => {
	const script = CATALOGUE.find(({ id }) => id === "route-chat/many-notes")?.scripts.python;
	if (script === undefined) throw new Error("the catalogue has no long script");
	const lines = scriptLines(script);
	expect(lines.length).toBeLessThan(40);
	const gap = lines.find((line) => line.address === null)?.does;
	expect(gap).toBe(`… ${script.steps.length - lines.length + 1} more steps …`);
	expect(lines.at(-1)?.address).toBe("a.finish");
});

test("the command that runs a cell alone carries the run's peers, ledger and address, quoted", () => {
	const filters = {
		peers: ["../my peer"],
		ledger: ["l.yaml"],
		"host-address": ["10.0.0.2"],
		server: ["go"],
	};
	expect(rerunCommand("a/b/tls/c/d", { ...results.run, filters })).toBe(
		"npm run interop -- --cell a/b/tls/c/d --runtime docker --peers '../my peer' --ledger l.yaml --host-address 10.0.0.2",
	);
});

test("the sentence says what ran, which versions, which runtime and why, when, and the verdict", () => {
	expect(sentence(results)).toMatchInlineSnapshot(
		`"On 2026-03-01 12:00 UTC, 5 servers and 3 clients (grpc-js 1.14.7, grpcio 1.85.1, and grpc-go 1.81.1) ran 75 scenarios over plaintext and tls in the docker runtime (an engine answered, nothing else was asked for), in 47.6 s: 29 of 2,250 cells are not as they should be; 3 preflight checks failed."`,
	);
});

test("a run is green only where something was judged and nothing is red", () => {
	const green = fixture(() => null).results;
	const held = { ...green, preflight: [] };
	expect(verdict(held).word).toBe("green");
	expect(verdict(results).word).toBe("red");
	expect(verdict(green).word).toBe("red");
	expect(verdict({ ...held, run: { ...held.run, interrupted: true } }).word).toBe("interrupted");
	const summary = { ...held.summary, passed: 0, "could-not-run": held.summary.total };
	expect(verdict({ ...held, summary }).word).toBe("nothing judged");
	const none = { ...held.summary, passed: 0, total: 0 };
	expect(verdict({ ...held, cells: [], summary: none }).word).toBe("nothing judged");
});

test("where nobody is found to blame, it is said what would find somebody", () => {
	const of = (behaviour: "python" | null, ...pairs: readonly string[]) =>
		blameText({
			scenario: "a/b",
			behaviour,
			known: false,
			sets: [],
			cells: pairs.map((pair) => `${pair}/tls/a/b`),
		});
	expect(of(null, "go/ts")).toMatch(/no other cell .* run other servers and clients/);
	expect(of("python", "ts-python/ts", "ts-python/go")).toBe(
		"nobody in particular: no other server that follows python ran beside ts-python; with one, this would tell it from its clients",
	);
	expect(of(null, "go/ts", "python/ts")).toMatch(/no other client ran beside ts; .* its servers$/);
	expect(of(null, "go/ts", "python/go")).toMatch(/whoever is left out/);
});
