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
	['require("./nowhere.js")', /^Error: Cannot find module '.*nowhere\.js'$/],
])("what Node says of `%s` ends in its name, and the fault is told", async (program, fault) => {
	const { stderr } = await execa(process.execPath, ["--eval", program], { reject: false });
	expect(lastOf(stderr).trim()).toEqual(
		typeof fault === "string" ? fault : expect.stringMatching(fault),
	);
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
