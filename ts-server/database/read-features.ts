/** The database of features: a JSON file, checked strictly whatever the behaviour. */
import type { Feature__Output } from "../../proto/generated/routeguide/Feature.ts";
import { readChunksOf } from "../read-file.ts";
import { checkFeature, InexactNumber, Misfit } from "./check-features.ts";
import { databaseError, fileNamed } from "./database-error.ts";
import { entriesOf } from "./entries.ts";

/**
 * The features of a database file, in its order, one by one while it is read. Keys that mean nothing
 * here are allowed.
 *
 * @param chunks are those of the file, where somebody else reads it.
 * @throws {StartError} naming the file, and the position, or the entry and its field.
 */
export function* readFeatures(
	path: string,
	chunks: Iterable<Buffer> = fileChunksOf(path),
): Generator<Feature__Output> {
	const where = fileNamed(path);
	let index = 0;
	for (const entry of entriesOf(where, chunks)) {
		yield checked(where, entry, index);
		index += 1;
	}
}

/** Chunks for {@link readFeatures}. @param onRead is called with the bytes read so far. */
export function fileChunksOf(
	path: string,
	onRead: (bytes: number) => void = () => {},
): Generator<Buffer> {
	return readChunksOf("--json_db_file", path, "database", onRead);
}

function checked(where: string, entry: unknown, index: number): Feature__Output {
	try {
		return checkFeature(entry, index);
	} catch (cause) {
		if (!(cause instanceof Misfit)) throw cause;
		const field = cause.path.length === 1 ? "" : `, field ${cause.path.slice(1).join(".")}`;
		throw databaseError(
			`${where}, entry ${index} (the first is 0)${field}`,
			describe(cause.got),
			cause.message,
			cause,
		);
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
