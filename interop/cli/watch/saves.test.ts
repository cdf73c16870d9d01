import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Folder, folderWith } from "../../test/support/folder.ts";
import { Saves } from "./saves.ts";

let folder: Folder;
let saves: Saves;
beforeEach(async () => {
	folder = folderWith({ "a.yaml": "1", "deep/b.yaml": "1", "c.txt": "1" });
	saves = await Saves.open([folder.path], (path) => {
		// It is seen, and gone in that moment.
		if (path.endsWith("passing.yaml")) rmSync(path, { force: true });
		return path.endsWith(".yaml");
	});
});
afterEach(async () => {
	await saves[Symbol.asyncDispose]();
	folder[Symbol.dispose]();
});

const never = new AbortController().signal;
const next = async () => (await saves.next(never))?.paths.toSorted();

test("a burst is told as one, each file once, and only of files that count", async () => {
	for (const text of ["2", "3", "4"]) writeFileSync(folder.at("a.yaml"), text);
	writeFileSync(folder.at("c.txt"), "2");
	writeFileSync(folder.at("deep/b.yaml"), "2");
	expect(await next()).toEqual([folder.at("a.yaml"), folder.at("deep/b.yaml")]);
});

test("a file that another takes the place of is saved, time and again", async () => {
	for (const text of ["2", "3"]) {
		writeFileSync(folder.at("a.tmp"), text);
		renameSync(folder.at("a.tmp"), folder.at("a.yaml"));
		expect(await next()).toEqual([folder.at("a.yaml")]);
	}
});

test("what comes, also in a new folder, and what goes is told; what only passes through is not", async () => {
	mkdirSync(folder.at("new"));
	writeFileSync(folder.at("new/d.yaml"), "1");
	expect(await next()).toEqual([folder.at("new/d.yaml")]);
	writeFileSync(folder.at("passing.yaml"), "1");
	await expect.poll(() => existsSync(folder.at("passing.yaml"))).toBe(false);
	rmSync(folder.at("deep/b.yaml"));
	expect(await next()).toEqual([folder.at("deep/b.yaml")]);
});

test("what is saved while nobody waits is told to whoever waits next", async () => {
	writeFileSync(folder.at("a.yaml"), "2");
	await expect.poll(() => next()).toEqual([folder.at("a.yaml")]);
});

test("who waits is told of an interruption", async () => {
	const interrupted = new AbortController();
	const waiting = saves.next(interrupted.signal);
	interrupted.abort();
	expect(await waiting).toBe(null);
	expect(await saves.next(interrupted.signal)).toBe(null);
});

test("whoever is at work is told of a burst, and not of what only passes through", async () => {
	const newer = saves.newer();
	writeFileSync(folder.at("passing.yaml"), "1");
	await expect.poll(() => existsSync(folder.at("passing.yaml"))).toBe(false);
	rmSync(folder.at("deep"), { recursive: true });
	expect(await next()).toEqual([folder.at("deep/b.yaml")]);
	expect(newer.aborted).toBe(true);
	const later = saves.newer();
	writeFileSync(folder.at("passing.yaml"), "1");
	await expect.poll(() => existsSync(folder.at("passing.yaml"))).toBe(false);
	expect(later.aborted).toBe(false);
	writeFileSync(folder.at("a.yaml"), "2");
	await expect.poll(() => later.aborted).toBe(true);
	expect(await next()).toEqual([folder.at("a.yaml")]);
});
