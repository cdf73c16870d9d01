/** The page of the made-up run in a real browser, from disk. */
import { existsSync, mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Changes } from "../../../model/changes.ts";
import { writeFixture } from "../../test/fixture.ts";
import { temporaryFolder } from "../../test/folder.ts";
import { HOSTILE } from "../../test/hostile.ts";
import { writeReports } from "../../write.ts";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const HAS_CHROMIUM = existsSync(CHROMIUM);
export const FAILED = "ts-python/python/tls/route-chat/lock-step";
export const HUNG = "ts-go/ts/tls/route-chat/two-places";
export const PASSED = "ts-python/ts/tls/get-feature/known";

/** Pictures of what was tested, for people. */
const PICTURES = resolve(import.meta.dirname, "../../../../reports/page");

export interface Opened {
	readonly page: Page;
	/** What the page logged, threw, or asked for from elsewhere. */
	readonly trouble: string[];
}

export interface Look {
	readonly width?: number;
	readonly theme?: "light" | "dark";
}

export interface Shown extends AsyncDisposable {
	open(hash?: string, look?: Look): Promise<Opened>;
}

/** Writes the made-up run's report, and starts the browser. */
export async function shown(): Promise<Shown> {
	const folder = await temporaryFolder();
	await writeFixture(folder.path);
	await writeFile(join(folder.path, "changes.json"), JSON.stringify(CHANGES));
	await writeReports(folder.path, () => {});
	const address = pathToFileURL(join(folder.path, "index.html")).href;
	const browser = await launch();
	return {
		async open(hash = "", { width = 1280, theme = "light" } = {}) {
			const context = await browser.newContext({
				viewport: { width, height: 800 },
				colorScheme: theme,
			});
			const page = await context.newPage();
			const trouble: string[] = [];
			page.on("pageerror", (error) => trouble.push(error.message));
			page.on("console", (message) => trouble.push(message.text()));
			page.on("request", (request) => {
				if (!/^(file|data):/.test(request.url())) trouble.push(request.url());
			});
			await page.goto(address + hash);
			return { page, trouble };
		},
		async [Symbol.asyncDispose]() {
			await browser.close();
			await folder[Symbol.asyncDispose]();
		},
	};
}

export async function launch(): Promise<Browser> {
	return await chromium.launch({
		executablePath: CHROMIUM,
		args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
	});
}

/** Keeps a picture of all of the page. */
export async function picture(page: Page, name: string): Promise<void> {
	mkdirSync(PICTURES, { recursive: true });
	await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

const CHANGES: Changes = {
	before: { run: "before", started: "2026-02-01T12:00:00.000Z", runtime: "docker", baseline: true },
	after: { run: "after", started: "2026-03-01T12:00:00.000Z", runtime: "docker", baseline: false },
	failures: [
		{
			server: "ts-python",
			client: "python",
			transport: "tls",
			scenario: "route-chat/lock-step",
			before: "passed",
			after: "failed",
			reason: HOSTILE,
		},
	],
	fixed: [],
	known: [],
	changed: [],
	observations: null,
	scenarios: { new: ["calls/hundred-at-once"], gone: [] },
	peers: { new: [], gone: [{ role: "client", name: "rust" }] },
	preflight: { failed: [], fixed: [], known: [] },
	versions: [],
	slower: [{ server: "go", client: "go", transport: "tls", before: 4, after: 12 }],
};
