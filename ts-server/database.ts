/** The database of features: a JSON file, checked strictly whatever the behaviour. */
import type { Feature__Output } from "../proto/generated/routeguide/Feature.ts";
import { checkFeatures, InexactNumber, Misfit } from "./check-features.ts";
import { findJsonFault } from "./json-fault.ts";
import { readFileOf } from "./read-file.ts";
import { StartError } from "./start-error.ts";

/**
 * The features of a database file, in its order. Keys that mean nothing here are allowed.
 *
 * @throws {StartError} naming the file, and the position, or the entry and its field.
 */
export function loadDatabase(path: string): readonly Feature__Output[] {
	const where = `--json_db_file ${JSON.stringify(path)}`;
	const written = parse(where, decode(where, readFileOf("--json_db_file", path, "database")));
	try {
		return checkFeatures(written);
	} catch (cause) {
		if (!(cause instanceof Misfit)) {
			throw cause;
		}
		const [entry, ...fields] = cause.path;
		const place = entry === undefined ? "" : `, entry ${entry} (the first is 0)`;
		const field = fields.length === 0 ? "" : `, field ${fields.join(".")}`;
		throw new StartError({
			step: "database",
			what: `${where}${place}${field}`,
			got: describe(cause.got),
			hint: cause.message,
			cause,
		});
	}
}

function decode(where: string, bytes: Buffer): string {
	const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	const again = Buffer.from(text);
	if (!again.equals(bytes)) {
		const at = bytes.findIndex((byte, index) => byte !== again[index]);
		throw new StartError({
			step: "database",
			what: `${where} is not UTF-8 at byte ${at}`,
			got: `0x${bytes.toString("hex", at, at + 1)}`,
			hint: "expected JSON in UTF-8",
		});
	}
	if (text.startsWith("\ufeff")) {
		throw new StartError({
			step: "database",
			what: `${where} starts with a byte-order mark`,
			got: "U+FEFF",
			hint: "expected JSON in UTF-8 without one: save the file without BOM",
		});
	}
	return text;
}

/** JSON.parse as engines with source text access call their reviver; lib.es5.d.ts knows two arguments. */
type ParseWithSource = (
	text: string,
	reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

function parse(where: string, text: string): unknown {
	try {
		return (JSON.parse as ParseWithSource)(text, (_key, value, { source }) =>
			typeof value === "number" && source !== undefined && !/^-?\d+$/.test(source)
				? new InexactNumber(source)
				: value,
		);
	} catch (cause) {
		const fault = findJsonFault(text);
		throw new StartError({
			step: "database",
			what: `${where} is not JSON at line ${fault?.line ?? "?"}, column ${fault?.column ?? "?"}`,
			got: fault?.got ?? null,
			hint: `expected ${fault?.expected ?? "JSON"}`,
			cause,
		});
	}
}

function describe(value: unknown): string {
	if (value === undefined) {
		return "nothing: it is missing";
	}
	if (value instanceof InexactNumber) {
		return value.source;
	}
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
