import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RunFolderError } from "../model/error.ts";
import { ObservedRecord } from "../model/observed.ts";
import { factsOf } from "../test/support/facts.ts";
import { folderWith } from "../test/support/folder.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { OBSERVED_FILE, observeRun } from "./observed.ts";

const facts = factsOf([smallServer("one"), smallClient("one")]);

test("the committed record is one, sorted, and names the versions that it is of", () => {
	const text = readFileSync(OBSERVED_FILE, "utf8");
	const { observations, versions } = ObservedRecord.parse(JSON.parse(text));
	const keys = observations.map(({ kind, scenarios }) => `${kind} ${scenarios[0]}`);
	expect(keys).toEqual([...keys].sort());
	expect(versions.some(({ grpc }) => grpc?.startsWith("grpc-go"))).toBe(true);
	// What changes from run to run has no place in it.
	expect(text).not.toMatch(/127\.0\.0\.1|host\.docker\.internal|\d{4}-\d\d-\d\dT/);
});

test("a run without a record is compared with nothing", () => {
	using folder = folderWith({});
	expect(observeRun(facts, folder.at("observed.json")).compared).toBe(null);
});

test("a record that is none is refused, with what to do", () => {
	using folder = folderWith({ "observed.json": "{}" });
	expect(() => observeRun(facts, folder.at("observed.json"))).toThrow(RunFolderError);
	expect(() => observeRun(facts, folder.at("observed.json"))).toThrow(/observed.json.*versions/);
});
