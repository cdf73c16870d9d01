import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "./shell-word.ts";

test("a shell takes each word as it was", () => {
	const words = ["--server", "ts-*,go", "a b", "it's", "$HOME", "", "é", "x=1", "~", "!!"];
	const said = execFileSync("sh", ["-c", `printf '%s\\n' ${words.map(shellWord).join(" ")}`], {
		encoding: "utf8",
	});
	expect(said).toBe(`${words.join("\n")}\n`);
	expect(["--server", "ts-go,go", "tls/rsa"].map(shellWord)).toEqual([
		"--server",
		"ts-go,go",
		"tls/rsa",
	]);
});
