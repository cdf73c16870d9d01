/** Reading YAML and JSON files against a schema, with errors that name file, key, got and expected. */
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { z } from "zod";

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

/** Checks a value that was read from `where`. */
export function check<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new FileProblem(`${where}: ${describeIssue(parsed.error, value)}`);
}

/** The first issue of a zod error: at which key, what was expected, what is there. */
export function describeIssue(error: z.ZodError, value: unknown): string {
	const issue = error.issues[0];
	if (!issue) return "does not fit";
	const at = issue.path.length === 0 ? "at the top" : `at ${issue.path.map(String).join(".")}`;
	if (issue.code === "unrecognized_keys") {
		return `${at}: unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`;
	}
	return `${at}: ${issue.message}, got ${shorten(lookUp(value, issue.path))}`;
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

function shorten(value: unknown): string {
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
