import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import type { ResultCell } from "../model/results.ts";
import { ctrf } from "./ctrf.ts";
import type { ReportData } from "./load.ts";
import { madeUpData } from "./test/data.ts";

/** The schema as its authors publish it, in their package. */
const SCHEMA = join(
	dirname(createRequire(import.meta.url).resolve("ctrf")),
	"ctrf-schema-0.0.json",
);

const ajv = new Ajv({ allErrors: true, strict: false });
formats.default(ajv);
const fits = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

interface Document {
	readonly results: {
		readonly summary: Readonly<Record<string, number>>;
		readonly tests: readonly Readonly<Record<string, unknown>>[];
	};
}
const written = (of: ReportData): Document => JSON.parse(ctrf(of));

const data = await madeUpData();
const { results } = written(data);
const counted = (status: string) => results.tests.filter((one) => one.status === status).length;

test("CTRF fits the published schema, whatever peers printed, and a foreign key or status does not", () => {
	const document = written(data);
	expect(fits(document), JSON.stringify(fits.errors)).toBe(true);
	expect(fits({ ...document, extras: {} })).toBe(false);
	const [first] = document.results.tests;
	const tests = [{ ...first, status: "xfail" }];
	expect(fits({ ...document, results: { ...document.results, tests } })).toBe(false);
});

test("CTRF counts what the results count, and its summary what its tests are", () => {
	const { summary, preflight } = data.results;
	const lost = preflight.filter((check) => !check.ok).length;
	expect(results.summary).toMatchObject({
		tests: summary.total + lost,
		passed: summary.passed,
		failed: summary.failed + summary["unexpected-pass"] + summary["could-not-run"] + lost,
		skipped: summary.unsupported,
		other: summary["expected-failure"],
		pending: 0,
		flaky: 0,
	});
	expect(results.tests).toHaveLength(results.summary.tests ?? 0);
	for (const status of ["passed", "failed", "skipped", "pending", "other"])
		expect([status, counted(status)]).toEqual([status, results.summary[status]]);
});

test("a cell that is red has its reason, what differs, its scenario's file and how to run it alone", () => {
	const id = "ts-go/go/tls/record-route/per-leg";
	expect(results.tests.find(({ name }) => name === id)).toMatchObject({
		status: "failed",
		rawStatus: "failed",
		message: "at a.finish: expected messages[0].distance 675408, saw 675411",
		trace: expect.stringContaining('-       "distance": 675408'),
		filePath: "interop/scenarios/record-route/per-leg.yaml",
		suite: ["ts-go/go/tls", "record-route"],
		extra: { alone: expect.stringContaining(`--cell ${id}`) },
	});
});

test("a flaky cell is flaky in CTRF too", () => {
	const [one, ...others] = data.results.cells as [ResultCell];
	const repetitions = { n: 20, red: 3, differing: 0, first: 4 };
	const cells = [{ ...one, outcome: "failed" as const, repetitions }, ...others];
	const flaky = written({ ...data, results: { ...data.results, cells } });
	expect(flaky.results.summary.flaky).toBe(1);
	expect(flaky.results.tests[0]).toMatchObject({ flaky: true });
	expect(fits(flaky), JSON.stringify(fits.errors)).toBe(true);
});
