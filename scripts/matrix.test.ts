import { expect, test } from "vitest";
import { readTimes } from "../interop/cli/times.ts";
import { dealer } from "../interop/plan/shard.ts";
import { catalogue } from "../interop/test/support/run.ts";
import { partsOf } from "./matrix.ts";

const [first = { id: "" }] = catalogue;
const servers = [{ name: "go" }, { name: "python" }];

test("a job for each shard, each with its part of the list", () => {
	expect(partsOf({ servers, scenarios: catalogue }, "shard", 3)).toEqual(
		[1, 2, 3].map((index) => ({
			name: `${index}-of-3`,
			option: "--shard",
			value: `${index}/3`,
		})),
	);
});

test("no job for a shard that nothing of the list falls into", () => {
	const index = dealer(8, readTimes())(first.id);
	expect(partsOf({ servers, scenarios: [first] }, "shard", 8).map(({ value }) => value)).toEqual([
		`${index}/8`,
	]);
});

test("a job for each server", () => {
	expect(partsOf({ servers, scenarios: [first] }, "server", 8)).toEqual(
		servers.map(({ name }) => ({ name, option: "--server", value: name })),
	);
});
