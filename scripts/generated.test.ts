import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const fresh = mkdtempSync(join(tmpdir(), "interop-generated-"));
afterAll(() => rmSync(fresh, { recursive: true, force: true }));

const filesOf = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
		.sort();

test("the generated types are the ones that the contract gives today", async () => {
	const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const [program = "", ...args] = scripts.generate.split(" ");
	const redirected = args.map((arg: string) =>
		arg.startsWith("--outDir=") ? `--outDir=${fresh}` : arg,
	);
	await execa(program, redirected, { cwd: root, preferLocal: true });
	const committed = join(root, "proto/generated");
	expect(filesOf(committed)).toEqual(filesOf(fresh));
	for (const file of filesOf(fresh)) {
		expect(readFileSync(join(committed, file), "utf8")).toBe(
			readFileSync(join(fresh, file), "utf8"),
		);
	}
});

test("every peer that carries the contract or the database carries the same one", () => {
	const copies = readdirSync(join(root, "containers"), { recursive: true })
		.map(String)
		.filter((file) => /(^|\/)(route_guide\.proto|route_guide_db\.json)$/.test(file));
	expect(copies.length).toBeGreaterThanOrEqual(4);
	for (const copy of copies) {
		const original = readFileSync(join(root, "proto", copy.split("/").at(-1) ?? ""), "utf8");
		expect(readFileSync(join(root, "containers", copy), "utf8"), copy).toBe(original);
	}
});
