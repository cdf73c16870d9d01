import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_DATABASE } from "../../flags.ts";
import { StartError } from "../../start-error.ts";
import { writeDatabase } from "../../test/temporary-files.ts";
import { findJsonFault } from "../json-fault.ts";
import { readFeatures } from "../read-features.ts";

/** What the loader says of a database, without the file's own name. */
function refusal(content: unknown): string {
	using file = writeDatabase(content);
	try {
		[...readFeatures(file.path)];
	} catch (error) {
		expect(error).toBeInstanceOf(StartError);
		const { message } = error as StartError;
		expect(message).toContain(JSON.stringify(file.path));
		return message.replace(`--json_db_file ${JSON.stringify(file.path)}`, "FILE");
	}
	return "accepted";
}

const location = { latitude: 1, longitude: 2 };
const good = { location, name: "good" };
const integer = "expected an integer from -2147483648 to 2147483647, without fraction or exponent";
const place = (field: string) => `FILE, entry 1 (the first is 0)${field}`;

test("the document's database has its 100 features", () => {
	expect([...readFeatures(DEFAULT_DATABASE)]).toHaveLength(100);
});

test.each<[string, unknown, string]>([
	[
		"no location (D2)",
		{ name: "" },
		`${place(", field location")}: got nothing: it is missing; expected an object with latitude and longitude`,
	],
	[
		"location null (D2)",
		{ name: "", location: null },
		`${place(", field location")}: got null; expected an object with latitude and longitude`,
	],
	[
		"no name (D3)",
		{ location },
		`${place(", field name")}: got nothing: it is missing; expected a string ("" where the feature has no name)`,
	],
	[
		"name null (D3)",
		{ location, name: null },
		`${place(", field name")}: got null; expected a string ("" where the feature has no name)`,
	],
	[
		"name a number",
		{ location, name: 7 },
		`${place(", field name")}: got 7; expected a string ("" where the feature has no name)`,
	],
	[
		"no latitude (D4)",
		{ name: "", location: { longitude: 1 } },
		`${place(", field location.latitude")}: got nothing: it is missing; ${integer}`,
	],
	[
		"an entry null (D10)",
		null,
		`${place("")}: got null; expected an object with location and name`,
	],
	[
		"a key in capitals (D12)",
		{ name: "", location: { LATITUDE: 1, longitude: 1 } },
		`${place(", field location.latitude")}: got nothing: it is missing; ${integer}`,
	],
	[
		"a lone surrogate (D14)",
		{ location, name: "\ud800" },
		`${place(", field name")}: got "\\ud800"; expected text without lone surrogates`,
	],
])("refuses %s, naming entry and field", (_title, entry, message) => {
	expect(refusal([good, entry])).toBe(message);
});

test.each(["1.5", "10.0", "1e1", '"10"', "true", "3000000000", "-2147483649", "1e400"])(
	"refuses %s as a coordinate (D11)",
	(written) => {
		const text = `[${JSON.stringify(good)}, {"name": "", "location": {"longitude": ${written}, "latitude": 1}}]`;
		expect(refusal(text)).toBe(
			`${place(", field location.longitude")}: got ${written}; ${integer}`,
		);
	},
);

test.each<[string, unknown, string]>([
	[
		"an empty file (D6)",
		"",
		"FILE is not JSON at line 1, column 1: got the end of the file; expected a value",
	],
	[
		"a cut file (D6)",
		"[\n{",
		"FILE is not JSON at line 2, column 2: got the end of the file; expected a key in double quotes or }",
	],
	[
		"a trailing comma (D6)",
		`[\n${JSON.stringify(good)},\n]`,
		'FILE is not JSON at line 3, column 1: got "]"; expected a value',
	],
	[
		"garbage after the end (D6)",
		"[] x",
		'FILE is not JSON at line 1, column 4: got "x"; expected the end of the file',
	],
	["a comment (D6)", "// c\n[]", 'FILE is not JSON at line 1, column 1: got "/"; expected a value'],
	[
		"a byte-order mark (D6)",
		"\ufeff[]",
		"FILE starts with a byte-order mark: got U+FEFF; expected JSON in UTF-8 without one: save the file without BOM",
	],
	["null (D9)", null, "FILE: got null; expected an array of features"],
	["an object (D9)", {}, "FILE: got {}; expected an array of features"],
	[
		"bytes that are not UTF-8 (D14)",
		new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]),
		"FILE is not UTF-8 at byte 2: got 0xff; expected JSON in UTF-8",
	],
])("refuses %s, saying where", (_title, content, message) => {
	expect(refusal(content)).toBe(message);
});

describe("accepts", () => {
	test.each<[string, unknown[]]>([
		["no features at all (D5)", []],
		[
			"a latitude past the pole, the origin and the ends of int32 (D13)",
			[
				{ location: { latitude: 910000000, longitude: 0 }, name: "" },
				{ location: { latitude: 0, longitude: 0 }, name: "" },
				{ location: { latitude: -2147483648, longitude: 2147483647 }, name: "" },
			],
		],
	])("%s", (_title, features) => {
		using file = writeDatabase(features);
		expect([...readFeatures(file.path)]).toEqual(features);
	});

	test("keys that mean nothing here, which it drops (D13)", () => {
		using file = writeDatabase([{ ...good, height: 1.5, location: { ...location, fix: null } }]);
		expect([...readFeatures(file.path)]).toEqual([good]);
	});
});

test("a fault is found in a text exactly where JSON.parse refuses it", () => {
	const broken = fc
		.tuple(
			fc.json(),
			fc.nat(),
			fc.constantFrom("", ",", "}", "]", '"', "0", "-", "\\", "x", " ", "\n"),
		)
		.map(([text, at, put]) => {
			const cut = at % (text.length + 1);
			return text.slice(0, cut) + put + text.slice(cut + (at % 2));
		});
	fc.assert(
		fc.property(fc.oneof(fc.json(), fc.string(), broken), (text) => {
			const fault = findJsonFault(text);
			let position: string | undefined = "none";
			try {
				JSON.parse(text);
			} catch (error) {
				position = /at position (\d+)/.exec((error as Error).message)?.[1];
			}
			expect(fault === null).toBe(position === "none");
			// V8 points into a broken string or number; the fault is at its start.
			if (fault !== null && position !== undefined) {
				expect(fault.offset).toBeLessThanOrEqual(Number(position));
			}
		}),
		{ numRuns: 2000 },
	);
});
