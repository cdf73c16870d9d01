/** What a schema wants, in the words of the suite's errors: "expected …". */
import type { z } from "zod";

type RawIssue = z.core.$ZodRawIssue;
export type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
	string: "a text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	tuple: "a list",
	object: "a map",
	record: "a map",
	null: "null",
	never: "nothing",
};

/** Says it where a schema has no words of its own; give it to a parse as `error`. */
export function expected(issue: RawIssue): string {
	return `expected ${wanted(issue)}`;
}

function wanted(issue: RawIssue): string {
	switch (issue.code) {
		case "invalid_type":
			return TYPES[issue.expected] ?? issue.expected;
		case "invalid_value":
			return oneOf(issue.values);
		case "too_small":
			return bounded(issue.origin, "at least", issue.minimum, issue.inclusive);
		case "too_big":
			return bounded(issue.origin, "at most", issue.maximum, issue.inclusive);
		case "invalid_format":
			if (issue.format === "url") return "an address such as https://example.org";
			return issue.pattern === undefined ? issue.format : `what fits ${issue.pattern}`;
		case "not_multiple_of":
			return `a multiple of ${issue.divisor}`;
		case "unrecognized_keys":
			return `no key ${issue.keys.join(", ")}`;
		case "invalid_union":
			return alternatives(issue.errors);
		case "invalid_key":
			return `as its key ${unsaid(issue.issues[0])}`;
		case "invalid_element":
			return `as an entry ${unsaid(issue.issues[0])}`;
		default:
			return "another value";
	}
}

function oneOf(values: readonly unknown[]): string {
	return `${values.length > 1 ? "one of " : ""}${values.map(String).join(", ")}`;
}

function bounded(
	origin: string,
	what: "at least" | "at most",
	bound: number | bigint,
	inclusive = true,
): string {
	const edge = inclusive ? what : what === "at least" ? "more than" : "less than";
	if (origin === "string" && edge === "at least" && Number(bound) === 1)
		return "a text that is not empty";
	if (origin === "string") return `${edge} ${bound} characters`;
	if (origin === "array") return `${edge} ${bound} ${Number(bound) === 1 ? "entry" : "entries"}`;
	return `a number of ${edge} ${bound}`;
}

function alternatives(branches: readonly (readonly Issue[])[]): string {
	const all = branches.flatMap(([first]) => (first ? unsaid(first) : []));
	return all.length === 0 ? "one of the forms that there are" : [...new Set(all)].join(", or ");
}

/** What an issue wants, for a sentence that has its "expected" already. */
function unsaid(issue: Issue | undefined): string {
	return issue?.message.replace(/^expected /, "") ?? "another";
}

/** What is wrong within the form that was meant, where a value may have several; its whole path. */
export function innermost(issue: Issue): Issue {
	if (issue.code !== "invalid_union") return issue;
	const firsts = issue.errors.flatMap(([first]) => first ?? []);
	const meant = firsts.find(
		({ code, path }) => path.length > 0 || (code !== "invalid_type" && code !== "invalid_value"),
	);
	return meant ? innermost({ ...meant, path: [...issue.path, ...meant.path] }) : issue;
}
