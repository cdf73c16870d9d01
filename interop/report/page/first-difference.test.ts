import { expect, test } from "vitest";
import { firstMessage } from "./first-difference.ts";

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

test.for([
	["another one amid them", [a, b, c], [a, c, c], 1],
	["one missing at the end", [a, b], [a], 1],
	["one too many", [a], [a, b], 1],
	["none at all", [a], [], 0],
	["no message that differs", [a, b], [a, b], -1],
] as const)("the first message that differs: %s", ([, expected, observed, at]) => {
	expect(firstMessage({ messages: expected, status: "OK" }, { messages: observed })).toBe(at);
});

test("a step without messages has none that differs", () => {
	expect(firstMessage({ initial: [] }, { initial: [["a", "b"]] })).toBe(-1);
	expect(firstMessage(null, undefined)).toBe(-1);
});
