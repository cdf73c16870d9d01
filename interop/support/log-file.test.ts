import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith } from "../test/support/folder.ts";
import { LogFile } from "./log-file.ts";

test("each line stands behind the time at which it came", () => {
	using folder = folderWith();
	const from = Date.now();
	new LogFile(folder.at("a.log")).line("listening");
	const [, at = "", text] = /^(\S+) (.*)\n$/.exec(readFileSync(folder.at("a.log"), "utf8")) ?? [];
	expect(text).toBe("listening");
	expect(new Date(at).toISOString()).toBe(at);
	expect(Date.parse(at)).toBeGreaterThanOrEqual(from);
});

test("a log of which nothing is written is there all the same", () => {
	using folder = folderWith();
	new LogFile(folder.at("a.log"));
	expect(readFileSync(folder.at("a.log"), "utf8")).toBe("");
});
