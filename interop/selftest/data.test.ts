import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ScenarioError } from "../model/error.ts";
import { loadBrokenPeers } from "./data.ts";

const folder = mkdtempSync(join(tmpdir(), "selftest-data-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const present = {
	servers: ["well-python", "well-go", "bad"],
	drivers: ["well"],
	scenarios: ["get-feature/origin"],
};

function load(servers: string) {
	const file = join(folder, "data.yaml");
	const controls =
		"controls: { servers: { python: well-python, go: well-go }, driver: well }\ndrivers: {}\n";
	writeFileSync(file, `${controls}servers: ${servers}\n`);
	return () => loadBrokenPeers(present, file);
}

describe("the file of broken peers", () => {
	test("is read, with plaintext where no transport is named", () => {
		const data = load("{ bad: { scenarios: [get-feature/*] } }")();
		expect(data.servers.bad?.transports).toEqual(["plaintext"]);
	});

	test.each([
		[
			"a peer that nobody has",
			"{ bad: { scenarios: [get-feature/*] }, worse: { scenarios: [get-feature/*] } }",
			"no peer.yaml has worse",
		],
		["a peer left out", "{}", "expected an entry for bad"],
		[
			"a glob that matches nothing",
			"{ bad: { scenarios: [nothing/*] } }",
			"the glob nothing/* matches no scenario",
		],
		["a peer that nothing is about", "{ bad: {} }", "expected scenarios, checks, or both"],
		[
			"a scenario to pass that there is not",
			"{ bad: { scenarios: [get-feature/*], passes: [get-feature/gone] } }",
			"bad: passes: there is no scenario get-feature/gone",
		],
		["an unknown key", "{ bad: { scenario: [get-feature/*] } }", "scenario"],
	])("is refused with %s", (_what, servers, message) => {
		expect(load(servers)).toThrow(ScenarioError);
		expect(load(servers)).toThrow(message);
	});
});
