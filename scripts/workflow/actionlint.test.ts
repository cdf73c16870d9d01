import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { which } from "zx";
import { installGoTool } from "../../interop/peers/go-tool.ts";

const FILE = resolve(import.meta.dirname, "../../.github/workflows/interop.yml");
const ACTIONLINT = { package: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.7" };
const hasGo = (await which("go", { nothrow: true })) !== null;

/** What actionlint says of a workflow; what else it would call may be there or not. */
async function lint(file: string) {
	const program = await installGoTool(ACTIONLINT);
	return execa(program, ["-shellcheck=", "-pyflakes=", file], { reject: false, stdin: "ignore" });
}

test.skipIf(!hasGo)(
	"actionlint finds nothing in the workflow, and finds what is put into it",
	async () => {
		expect(await lint(FILE)).toMatchObject({ stdout: "", exitCode: 0 });
		const folder = mkdtempSync(join(tmpdir(), "actionlint-"));
		try {
			const copy = join(folder, "workflow.yml");
			writeFileSync(
				copy,
				readFileSync(FILE, "utf8").replace("outputs.matrix)", "outputs.matrices)"),
			);
			const { exitCode, stdout } = await lint(copy);
			expect([exitCode, stdout]).toEqual([1, expect.stringContaining('"matrices" is not defined')]);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
	300_000,
);

test("each action is pinned by a commit's hash, with its version beside it", () => {
	const uses = readFileSync(FILE, "utf8")
		.split("\n")
		.filter((line) => /^\s*(- )?uses:/.test(line));
	expect(uses.length).toBeGreaterThan(10);
	for (const line of uses) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	const pinned = uses.map((line) => line.replace(/.*uses: /, ""));
	expect(new Set(pinned).size).toBe(new Set(pinned.map((text) => text.split("@")[0])).size);
});
