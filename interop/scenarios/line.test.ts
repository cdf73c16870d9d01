import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { stepAddresses } from "../model/scenario.ts";
import { Behaviour } from "../model/words.ts";
import { lineOfStep } from "./line.ts";
import { loadScenarios } from "./load.ts";

const TEXT = `title: two calls
steps:
  - { open: RouteChat, call: a }
  - { open: RouteChat, call: b }
  - receive: []
  - receive: []
  - { receive: [], call: b }
  - half_close: b
  - pause: 10
  - { pause: 20 }
  - for: { i: 3 }
    each:
      - send: {}
  - finish: { status: OK }
`;

test("a step is found by call, verb and number", () => {
	expect(lineOfStep(TEXT, "a.open")).toBe(3);
	expect(lineOfStep(TEXT, "b.open")).toBe(4);
	expect(lineOfStep(TEXT, "a.receive.2")).toBe(6);
	expect(lineOfStep(TEXT, "b.receive")).toBe(7);
	expect(lineOfStep(TEXT, "b.half_close")).toBe(8);
	expect(lineOfStep(TEXT, "pause")).toBe(9);
	expect(lineOfStep(TEXT, "pause.2")).toBe(10);
});

test("what is behind a loop, no step, or unknown stands at the steps", () => {
	for (const address of ["a.send", "c.open", "a.witness", null])
		expect(lineOfStep(TEXT, address)).toBe(2);
	expect(lineOfStep("title: none", "a.open")).toBe(1);
});

test("the lines of first and last steps of the catalogue have the step's verb, or the steps' key", () => {
	const root = resolve(import.meta.dirname, "../..");
	for (const { file, scripts } of loadScenarios()) {
		const text = readFileSync(resolve(root, file), "utf8");
		const lines = text.split("\n");
		for (const behaviour of Behaviour.options) {
			const addresses = stepAddresses(scripts[behaviour].steps);
			for (const address of [addresses[0], addresses.at(-1)]) {
				if (address === undefined) continue;
				const verb = address.split(".")[1] ?? address;
				const line = lines[lineOfStep(text, address) - 1] ?? "";
				expect([file, address, line]).toEqual([
					file,
					address,
					expect.stringMatching(new RegExp(`^steps:|\\b${verb}\\b`)),
				]);
			}
		}
	}
});
