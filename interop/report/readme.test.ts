import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Check } from "../model/plan.ts";
import { Outcome } from "../model/words.ts";
import { isRed } from "./tally.ts";
import { FORMS } from "./write.ts";

const readme = readFileSync(new URL("../../reports/README.md", import.meta.url), "utf8");

test("the README of reports explains each outcome, and whether it makes a run red", () => {
	for (const outcome of Outcome.options)
		expect(readme).toContain(`| \`${outcome}\` | ${isRed(outcome) ? "red" : "green"} |`);
});

test("the README of reports names every form and every check", () => {
	for (const form of Object.keys(FORMS)) expect(readme).toContain(`\`${form}\``);
	for (const check of Check.options)
		expect(readme.toLowerCase()).toContain(check.replaceAll("-", " "));
});
