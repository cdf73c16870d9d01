import { execa } from "execa";
import { expect, test } from "vitest";
import { LastWords } from "./last-words.ts";

function lastOf(text: string): string {
	const words = new LastWords();
	for (const line of text.split("\n")) words.note(line);
	return words.text;
}

test.each([
	["const = ;", "SyntaxError: Unexpected token '='"],
	['throw new TypeError("no such note")', "TypeError: no such note"],
	['throw "no such note"', "no such note"],
	["Promise.reject(7)", /^UnhandledPromiseRejection: .* "7"\.$/],
	[
		'throw Object.assign(new Error("no gate"), { stack: "NoGate: no gate\\n    at a.js" })',
		"NoGate: no gate",
	],
	['require("./nowhere.js")', /^Error: Cannot find module '.*nowhere\.js'$/],
])("what Node says of `%s` ends in its name, and the fault is told", async (program, fault) => {
	const { stderr } = await execa(process.execPath, ["--eval", program], { reject: false });
	expect(lastOf(stderr).trim()).toEqual(
		typeof fault === "string" ? fault : expect.stringMatching(fault),
	);
});

test.each([
	["assert False", "AssertionError"],
	[
		"import subprocess; raise subprocess.TimeoutExpired('true', 1)",
		/^subprocess\.TimeoutExpired: /,
	],
])("of Python's faults amid another one the last is told: %s", async (statement, fault) => {
	const program = `try:\n\t{}['port']\nexcept KeyError:\n\t${statement}`;
	const { stderr } = await execa("python3", ["-c", program], { reject: false });
	expect(lastOf(stderr)).toEqual(typeof fault === "string" ? fault : expect.stringMatching(fault));
});

test("a panic of Go is told, and not where it was", () => {
	expect(
		lastOf("panic: no notes\n\ngoroutine 1 [running]:\nmain.main()\n\t/a.go:3\nexit status 2"),
	).toBe("panic: no notes");
});

test("where no fault is named, the last line is told, and nothing where there is none", () => {
	expect(lastOf("server.py: cannot open the gate\n\n")).toBe("server.py: cannot open the gate");
	expect(lastOf("\n")).toBe("");
});
