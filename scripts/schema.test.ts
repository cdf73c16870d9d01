import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { fixture } from "../interop/report/test/fixture.ts";
import { RESULTS_SCHEMA_FILE, resultsSchema } from "./schema.ts";

const published = JSON.parse(readFileSync(RESULTS_SCHEMA_FILE, "utf8"));

test("the published schema of results is the one that its definition gives", () => {
	expect(published).toEqual(JSON.parse(JSON.stringify(resultsSchema())));
});

test("results fit the published schema, and results with a foreign outcome or key do not", () => {
	const ajv = new Ajv2020({ strict: true, allErrors: true });
	formats.default(ajv);
	const fits = ajv.compile(published);
	const { results } = fixture();
	expect(fits(results), JSON.stringify(fits.errors)).toBe(true);
	expect(fits({ ...results, extra: 1 })).toBe(false);
	const [cell] = results.cells;
	expect(fits({ ...results, cells: [{ ...cell, outcome: "flaky" }] })).toBe(false);
});
