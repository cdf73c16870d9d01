import { chmodSync, existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { typed } from "../test/support/command-line.ts";
import { type Folder, folderWith } from "../test/support/folder.ts";

/** A browser of its own, as xdg-open and its like know it; no display, so that no other is found. */
async function withBrowser<T>(browser: string, work: () => Promise<T>): Promise<T> {
	const { BROWSER, DISPLAY } = process.env;
	process.env.BROWSER = browser;
	delete process.env.DISPLAY;
	try {
		return await work();
	} finally {
		for (const [name, value] of Object.entries({ BROWSER, DISPLAY })) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	}
}

function run(): Folder {
	const script = '#!/bin/sh\nprintf %s "$1" > "$(dirname "$0")/opened"\n';
	const folder = folderWith({ "index.html": "<title>a page</title>", browser: script });
	chmodSync(folder.at("browser"), 0o755);
	return folder;
}

test("the page is given to the browser", async () => {
	using folder = run();
	const { code, stdout } = await withBrowser(folder.at("browser"), () =>
		typed("report", "open", folder.path),
	);
	expect([code, stdout]).toEqual([0, expect.stringMatching(/^opened .*index\.html\n$/)]);
	await expect.poll(() => existsSync(folder.at("opened"))).toBe(true);
	expect(readFileSync(folder.at("opened"), "utf8")).toContain(folder.at("index.html"));
});

test("where there is no browser, the path is said, and its address", async () => {
	using folder = run();
	const { code, stdout } = await withBrowser(folder.at("no-browser"), () =>
		typed("report", "open", folder.path),
	);
	expect(code).toBe(0);
	expect(stdout).toMatch(/^no browser could be opened here \(.*\); the page is .*index\.html\n/);
	expect(stdout).toContain(`file://${folder.at("index.html")}`);
});
