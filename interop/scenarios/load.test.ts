// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how scenarios write their variables
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Scenario } from "../model/scenario.ts";
import { folderWith } from "../test/support/folder.ts";
import { loadScenarios } from "./load.ts";

const GOOD = {
	title: "A chat",
	why: "To be taken.",
	source: ["proto"],
	mode: "bidirectional-streaming",
	steps: [
		{ open: "RouteChat" },
		{ send: { location: "$a", message: "m1" } },
		{ send: { location: "$a", message: "m2" } },
		{ receive: [{ location: "$a", message: "m1" }] },
		{ expect_silence: 50 },
		{ half_close: "a" },
		{ finish: "OK" },
	] as unknown[],
};

/** Loads one scenario; gives it, or the error's message. */
function load(written: Record<string, unknown> | string): Scenario | string {
	const text = typeof written === "string" ? written : stringify(written);
	using folder = folderWith({ "catalogue/chats/mine.yaml": text, "databases/none.yaml": "[]" });
	try {
		return loadScenarios(folder.path)[0] as Scenario;
	} catch (problem) {
		expect(problem).toMatchObject({ name: "ScenarioError", code: 2 });
		expect((problem as { hint: string }).hint).toBeTruthy();
		return (problem as Error).message;
	}
}

/** The good scenario with the step of that index replaced; removed where there is nothing instead. */
function withStep(index: number, ...steps: unknown[]) {
	return { ...GOOD, steps: GOOD.steps.toSpliced(index, 1, ...steps) };
}

test("a good scenario is taken, whole", () => {
	expect(load(GOOD)).toMatchObject({
		id: "chats/mine",
		kind: "portable",
		scripts: { go: { places: ["$a"], open_calls: 1 } },
	});
});

test("two behaviours make a scenario dialect, with a script for each", () => {
	const scenario = load({ ...withStep(3, dialect), differs: ["C1"] }) as Scenario;
	expect(scenario.kind).toBe("dialect");
	const counts = [scenario.scripts.python, scenario.scripts.go].map(({ steps }) => steps[3]);
	expect(counts).toMatchObject([{ count: 1 }, { count: 2 }]);
});

const unary = (...steps: unknown[]) => ({
	...GOOD,
	mode: "unary",
	steps: [{ open: "GetFeature" }, { send: {} }, ...steps],
});
const note = { location: "$a", message: "m1" };
const dialect = { receive: { python: [note], go: [note, note] } };

const WRONG: Readonly<Record<string, readonly [Record<string, unknown> | string, RegExp]>> = {
	"an unknown key": [{ ...GOOD, colour: "red" }, /at the top: unknown key "colour"/],
	"no title": [{ ...GOOD, title: undefined }, /at title: /],
	"a mode that is none": [{ ...GOOD, mode: "duplex" }, /at mode: .*got "duplex"/],
	"a mode that none of its calls is of": [
		{ ...GOOD, mode: "unary" },
		/at mode: expected the mode of a call that it opens \(bidirectional-streaming\), got unary/,
	],
	"no steps": [{ ...GOOD, steps: [] }, /at steps: /],
	"no YAML": ["title: [", /not valid YAML/],
	"a database that is not there": [
		{ ...GOOD, database: "gone" },
		/database: expected one of none, route-guide, got gone/,
	],
	"an unknown verb": [withStep(4, { shout: 1 }), /number 5 .*expected one verb of open, send/],
	"two verbs in a step": [withStep(4, { pause: 1, cancel: "a" }), /number 5 .*one verb/],
	"an unknown key in a step": [
		withStep(4, { pause: 1, call: "a" }),
		/number 5 .*unknown key call in a pause/,
	],
	"a method that is none": [withStep(0, { open: "PutFeature" }), /number 1 .*got "PutFeature"/],
	"a call opened twice": [withStep(1, { open: "RouteChat" }), /number 2 .*call a is opened twice/],
	"a call that is not opened": [
		withStep(4, { send: {}, call: "b" }),
		/number 5 .*call b is not opened before/,
	],
	"a call that is never finished": [withStep(6), /call a is never finished/],
	"a step after finish": [
		{ ...GOOD, steps: [...GOOD.steps, { send: {} }] },
		/step 8, send of call a: the call is finished already/,
	],
	"a status that is none": [
		withStep(6, { finish: "FINE" }),
		/number 7 .*expected a status name, got "FINE"/,
	],
	"an unknown key in finish": [
		withStep(6, { finish: { status: "OK", detail: "" } }),
		/number 7 .*finish: unknown key detail/,
	],
	"an unknown field": [
		withStep(1, { send: { place: "$a" } }),
		/number 2 .*RouteNote has no field place; it has location, message/,
	],
	"an unknown field of a field": [
		withStep(1, { send: { location: { lat: 1 } } }),
		/number 2 .*Point has no field lat/,
	],
	"a number beyond int32": [
		withStep(1, { send: { location: { latitude: 2 ** 31 } } }),
		/number 2 .*Point.latitude: expected int32, got 2147483648/,
	],
	"an unknown field in what is expected": [
		withStep(3, { receive: [{ text: "m1" }] }),
		/number 4 .*RouteNote has no field text/,
	],
	"metadata in capitals where it arrives": [
		withStep(6, { finish: { status: "OK", initial: { "X-Mine": "1" } } }),
		/number 7 .*metadata X-Mine: use lower case/,
	],
	"a cancel after the half-close": [
		withStep(6, { cancel: "a" }, { finish: "CANCELLED" }),
		/step 7, cancel of call a: the call could have ended already/,
	],
	"a cancel of a unary call": [
		unary({ cancel: "a" }, { finish: "CANCELLED" }),
		/step 3, cancel of call a: the call could have ended already/,
	],
	"something after a cancel": [
		withStep(5, { cancel: "a" }, { expect_silence: 9 }),
		/step 7, expect_silence of call a: the call is cancelled; only finish can follow/,
	],
	"a silence that nothing proves": [
		withStep(3),
		/step 4, expect_silence of call a: nothing proves that the server has handled/,
	],
	"a second message of a unary call": [
		unary({ send: {} }, { finish: "OK" }),
		/step 3, send of call a: GetFeature sends one message/,
	],
	"a half-close of a unary call": [
		unary({ half_close: "a" }, { finish: "OK" }),
		/step 3, half_close of call a: GetFeature half-closes with its message/,
	],
	"a message after the half-close": [
		withStep(6, { send: {} }, { finish: "OK" }),
		/step 7, send of call a: it is half-closed already/,
	],
	"two half-closes": [
		withStep(6, { half_close: "a" }),
		/step 7, half_close of call a: it is half-closed/,
	],
	"a difference that it does not declare": [
		withStep(3, dialect),
		/differs: expected the rows in which the references differ/,
	],
	"a declared difference that is none": [
		{ ...GOOD, differs: ["C1"] },
		/differs: nothing in this scenario depends on the behaviour/,
	],
	"a row of no known form": [
		{ ...withStep(3, dialect), differs: ["chat-1"] },
		/differs: expected row ids, got chat-1/,
	],
	"a source that looks like a row, and is none": [
		{ ...GOOD, source: ["proto", "G99"] },
		/mine\.yaml: source: rows\.yaml has no row G99/,
	],
	"a difference by a row that is none": [
		{ ...withStep(3, dialect), differs: ["C1", "C99"] },
		/mine\.yaml: differs: rows\.yaml has no row C99/,
	],
	"a loop without a range": [
		withStep(1, { for: { i: "all" }, each: [{ send: {} }] }),
		/a range is \[FROM, TO\], database/,
	],
	"a variable that is none": [
		withStep(1, { send: { message: "m${i}" } }),
		/\$\{i\}: no such variable here/,
	],
	"a pause of no time": [
		withStep(4, { pause: 0 }),
		/number 5 .*pause: expected milliseconds, got 0/,
	],
};

for (const [what, [written, said]] of Object.entries(WRONG)) {
	test(`a scenario with ${what} is refused, with file and step`, () => {
		const message = load(written);
		expect(message).toMatch(said);
		expect(message).toMatch(/catalogue\/chats\/mine\.yaml: /);
		expect(message).not.toContain("\n");
	});
}

test("a catalogue without scenarios is refused", () => {
	using folder = folderWith({ "databases/none.yaml": "[]" });
	expect(() => loadScenarios(folder.path)).toThrow(/no scenario files/);
});
