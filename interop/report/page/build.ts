/** The page without its data, built by vite into one file: once for each state of its sources. */
import { createHash } from "node:crypto";
import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReportError } from "../../model/error.ts";
import { cacheRoot } from "../../support/cache-root.ts";
import { runProgram } from "../../support/run-program.ts";

const APP = join(import.meta.dirname, "app");
const INTEROP = join(import.meta.dirname, "../..");
const LOCK = join(INTEROP, "../package-lock.json");
/** All that the app may import, and what it is built with. */
const SOURCES = ["report/**/*.{ts,tsx,css,html,json}", "model/*.ts"];

/** The HTML. `tell` is called where it takes a while. Throws a ReportError where it cannot be built. */
export async function builtPage(tell: (line: string) => void): Promise<string> {
	const file = join(cacheRoot(), `page-${stateOfSources()}`, "index.html");
	return read(file) ?? (await build(dirname(file), tell));
}

async function build(folder: string, tell: (line: string) => void): Promise<string> {
	tell("building the report's page, once for each state of its sources (some seconds) …");
	mkdirSync(dirname(folder), { recursive: true });
	// Made aside and renamed: another run may do the same at this moment.
	const aside = mkdtempSync(`${folder}.`);
	try {
		// A process of its own: vite looks at NODE_ENV, which tests set to something else.
		await runProgram(
			[process.execPath, viteCli(), "build", APP, "--outDir", aside, "--logLevel", "error"],
			// Its cache of compiled code would stay in the folder for temporary files.
			{ env: { ...environment(), NODE_ENV: "production", NODE_DISABLE_COMPILE_CACHE: "1" } },
		);
		const html = readFileSync(join(aside, "index.html"), "utf8");
		rename(aside, folder);
		return html;
	} catch (cause) {
		throw new ReportError(
			`the report's page cannot be built: ${cause instanceof Error ? cause.message : cause}`,
			"Install the dependencies as package-lock.json has them: npm ci",
			cause,
		);
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
}

function rename(from: string, to: string): void {
	try {
		renameSync(from, to);
	} catch (cause) {
		// Somebody else was faster: theirs is as good.
		if (read(join(to, "index.html")) === null) throw cause;
	}
}

function viteCli(): string {
	return join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
}

function environment(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value]],
		),
	);
}

function stateOfSources(): string {
	const hash = createHash("sha256").update(readFileSync(LOCK));
	for (const file of globSync(SOURCES, {
		cwd: INTEROP,
		exclude: ["**/*.test.ts", "**/test/**"],
	}).toSorted()) {
		hash.update(`\0${file}\0`).update(readFileSync(join(INTEROP, file)));
	}
	return hash.digest("hex").slice(0, 16);
}

function read(file: string): string | null {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return null;
	}
}
