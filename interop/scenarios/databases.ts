/** The databases that scenarios name: the document's own, and those below `databases/`. */
import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { RepeatedText } from "../model/batch.ts";
import { FileProblem, readYaml } from "../support/checked-file.ts";
import { expandMacros, isMap } from "./macros.ts";

/** The document's database, the default of every scenario. */
export const DEFAULT_DATABASE = "route-guide";
const DEFAULT_FILE = resolve(import.meta.dirname, "../../proto/route_guide_db.json");

/** Names of all databases. */
export function databaseNames(folder: string): string[] {
	const files = globSync("*.yaml", { cwd: join(folder, "databases") });
	return [DEFAULT_DATABASE, ...files.map((file) => basename(file, ".yaml"))].sort();
}

/** A database's features, macros resolved; long names are kept as `{repeat, times}`. Throws FileProblem. */
export function readDatabase(folder: string, name: string): unknown[] {
	const file = fileOf(folder, name);
	const { mtimeMs } = statSync(file);
	const cached = cache.get(file);
	if (cached?.mtimeMs === mtimeMs) return cached.features;
	const features = load(file);
	cache.set(file, { mtimeMs, features });
	return features;
}
/** By file, as it was at that time. */
const cache = new Map<string, { readonly mtimeMs: number; readonly features: unknown[] }>();

/** The database as a server's `--json_db_file` has it. */
export function databaseText(folder: string, name: string): string {
	if (name === DEFAULT_DATABASE) return readFileSync(DEFAULT_FILE, "utf8");
	return JSON.stringify(readDatabase(folder, name).map(writeOut), null, 1);
}

function fileOf(folder: string, name: string): string {
	return name === DEFAULT_DATABASE ? DEFAULT_FILE : join(folder, "databases", `${name}.yaml`);
}

function load(file: string): unknown[] {
	const written = readYaml(file);
	const context = { behaviour: "python" as const, database: [], dialect: false };
	const features = expandMacros(written, context);
	if (!Array.isArray(features)) throw new FileProblem(`${file}: expected a list of features`);
	if (context.dialect) throw new FileProblem(`${file}: a database is the same for all servers`);
	return features;
}

function writeOut(value: unknown): unknown {
	const repeated = RepeatedText.safeParse(value);
	if (repeated.success) return repeated.data.repeat.repeat(repeated.data.times);
	if (Array.isArray(value)) return value.map(writeOut);
	if (!isMap(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writeOut(inner)]));
}
