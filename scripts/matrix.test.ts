import { resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { readTimes } from "../interop/cli/times.ts";
import { dealer } from "../interop/plan/shard.ts";
import { folderWith } from "../interop/test/support/folder.ts";
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

test("more jobs than GitHub runs of one matrix are refused", async () => {
	const folder = folderWith({ "list.json": JSON.stringify({ servers, scenarios: [first] }) });
	try {
		const words = [resolve(import.meta.dirname, "matrix.ts"), folder.at("list.json"), "--shards"];
		const most = await execa(process.execPath, [...words, "256"]);
		expect(most.stdout).toMatch(/^matrix=/);
		const more = await execa(process.execPath, [...words, "257"], { reject: false });
		expect([more.exitCode, more.stdout]).toEqual([2, ""]);
		expect(more.stderr).toContain("<=256");
	} finally {
		folder[Symbol.dispose]();
	}
});
