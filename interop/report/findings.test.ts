import { expect, test } from "vitest";
import { findings } from "./findings.ts";
import { madeUpData } from "./test/data.ts";
import { HOSTILE } from "./test/hostile.ts";

const data = await madeUpData();
const text = findings(data);
const sections = text.split("\n## ").slice(1);
const section = (id: string) => sections.find((part) => part.startsWith(`${id}\n`)) ?? "";

test("every entry that ran is a finding of its own, in the ledger's order, and the others are named", () => {
	const { ledger } = data.results;
	const ran = ledger.filter(({ held }) => held !== null).map(({ id }) => id);
	expect(sections.map((part) => part.split("\n")[0])).toEqual(ran);
	const others = ledger.filter(({ held }) => held === null).map(({ id }) => id);
	for (const id of others) expect(text).toContain(id);
});

test("a finding tells whose it is and by which version, where it was seen, and how to see it", () => {
	const found = section("go-dies-of-missing-corner");
	expect(found).toContain("server go (grpc-go 1.81.1)");
	expect(found).toContain("Scenarios: `list-features/missing-both`");
	expect(found).toContain("go ← ts");
	expect(found).toMatch(/npm run interop -- --cell go\S*\/\S+\/list-features\/missing-both/);
	expect(found).toContain("finish a");
});

test("an entry that did not hold everywhere says so", () => {
	expect(section("python-starved-pool")).toContain("**not in all of them**");
	expect(section("go-dies-of-missing-corner")).not.toContain("not in all");
});

test("only what is a web address becomes a link, and foreign text is no markup", () => {
	expect(section("go-dies-of-missing-corner")).toContain("<https://example.org/");
	expect(text).not.toContain("<javascript:");
	expect(text).not.toContain(HOSTILE);
});
