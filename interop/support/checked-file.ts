/** Reading YAML and JSON files against a schema, with errors that name file, key, got and expected. */
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { expected, innermost } from "./expected.ts";

/** What is wrong with a file, in one line, for the error class of whoever reads it. */
export class FileProblem extends Error {
	override readonly name = "FileProblem";
}

/** Parses YAML (JSON is YAML). Throws FileProblem with line and column. */
export function readYaml(file: string): unknown {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		throw new FileProblem(`${file}: cannot be read: ${(cause as Error).message}`, { cause });
	}
	const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true });
	const error = document.errors[0];
	if (error) throw new FileProblem(`${file}: not valid YAML: ${error.message.split("\n")[0]}`);
	try {
		return document.toJS();
	} catch (cause) {
		// An alias of an anchor that is not there, or of too many: found out only now.
		throw new FileProblem(`${file}: not valid YAML: ${(cause as Error).message}`, { cause });
	}
}

/** Reads and checks a file. Throws FileProblem that names the first offending key. */
export function readChecked<T extends z.ZodType>(schema: T, file: string): z.output<T> {
	return check(schema, readYaml(file), file);
}

/** Checks a value that was read from `where`. Throws FileProblem that names the first offending key. */
export function check<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
	const parsed = schema.safeParse(value, { error: expected });
	if (parsed.success) return parsed.data;
	throw new FileProblem(`${where}: ${describe(parsed.error, value)}`);
}

/** The first issue of a zod error: at which key, what was expected, what is there. */
function describe({ issues: [first] }: z.ZodError, value: unknown): string {
	if (!first) return "does not fit";
	const issue = innermost(first);
	const at = issue.path.length === 0 ? "at the top" : `at ${issue.path.map(String).join(".")}`;
	if (issue.code === "unrecognized_keys") {
		return `${at}: unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`;
	}
	if (issue.code === "custom" || issue.code === "invalid_key") return `${at}: ${issue.message}`;
	return `${at}: ${issue.message}, got ${shown(lookUp(value, issue.path))}`;
}

function lookUp(value: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(inner, key) =>
			inner !== null && typeof inner === "object"
				? (inner as Record<PropertyKey, unknown>)[key]
				: undefined,
		value,
	);
}

function shown(value: unknown): string {
	if (value === undefined) return "nothing";
	const text = JSON.stringify(value);
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
