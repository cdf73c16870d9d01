/**
 * Checks the JSON of a database by hand: a schema library takes longer to load than the rest of a
 * start does, and servers are started by the dozen.
 */
import type { Feature__Output } from "../../proto/generated/routeguide/Feature.ts";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** Index of the entry, then names of fields. */
type Path = readonly (string | number)[];

/** A value that is not what it should be. The message says what was expected. */
export class Misfit extends Error {
	override readonly name = "Misfit";
	/** Empty for the whole. */
	readonly path: Path;
	readonly got: unknown;

	constructor(expected: string, path: Path, got: unknown) {
		super(`expected ${expected}`);
		this.path = path;
		this.got = got;
	}
}

/** A number written with a fraction or an exponent: 10.0 is no int32, though JSON.parse makes it 10. */
export class InexactNumber {
	readonly source: string;
	constructor(source: string) {
		this.source = source;
	}
}

/**
 * The feature that an entry of the database is, without the keys that mean nothing here.
 *
 * @param index of the entry, from 0.
 * @throws {Misfit} for the first value that does not fit.
 */
export function checkFeature(entry: unknown, index: number): Feature__Output {
	const path: Path = [index];
	const { location, name } = checkObject(entry, path, "an object with location and name");
	const at = [...path, "location"];
	const point = checkObject(location, at, "an object with latitude and longitude");
	return {
		location: {
			latitude: checkCoordinate(point.latitude, [...at, "latitude"]),
			longitude: checkCoordinate(point.longitude, [...at, "longitude"]),
		},
		name: checkName(name, [...path, "name"]),
	};
}

function checkObject(value: unknown, path: Path, expected: string): Record<string, unknown> {
	if (
		typeof value !== "object" ||
		value === null ||
		Array.isArray(value) ||
		value instanceof InexactNumber
	) {
		throw new Misfit(expected, path, value);
	}
	return value as Record<string, unknown>;
}

function checkCoordinate(value: unknown, path: Path): number {
	if (
		typeof value !== "number" ||
		value !== Math.trunc(value) ||
		value < INT32_MIN ||
		value > INT32_MAX
	) {
		const expected = "an integer from -2147483648 to 2147483647, without fraction or exponent";
		throw new Misfit(expected, path, value);
	}
	return value;
}

function checkName(value: unknown, path: Path): string {
	if (typeof value !== "string") {
		throw new Misfit('a string ("" where the feature has no name)', path, value);
	}
	if (!value.isWellFormed()) {
		throw new Misfit("text without lone surrogates", path, value);
	}
	return value;
}
