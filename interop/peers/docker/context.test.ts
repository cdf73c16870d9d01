import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packContext } from "./context.ts";

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "interop-context-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content = path): Promise<void> {
	await mkdir(dirname(join(folder, path)), { recursive: true });
	await writeFile(join(folder, path), content);
}

function listed(archive: Buffer): string[] {
	const out = execFileSync("tar", ["-tvf", "-"], { input: archive, encoding: "utf8" });
	return out.trim().split("\n");
}

function names(archive: Buffer): string[] {
	return listed(archive).map((line) => line.split(" ").at(-1) ?? "");
}

test("a Dockerfile's own ignore file takes the place of the context's", async () => {
	await write(".dockerignore", "kept\n");
	await write("images/Dockerfile.dockerignore", "*\n!kept\n");
	for (const path of ["images/Dockerfile", "kept", "left-out"]) await write(path);
	expect(names(await packContext(folder, "images/Dockerfile"))).toEqual([
		"images/Dockerfile",
		"kept",
	]);
});

test("what .dockerignore names stays out, but never the Dockerfile", async () => {
	await write(".dockerignore", "Dockerfile\n**/*.pyc\nbuild\n!build/keep\n");
	for (const path of ["Dockerfile", "a/b.py", "a/b.pyc", "build/x", "build/keep"])
		await write(path);
	expect(names(await packContext(folder, "Dockerfile"))).toEqual([
		".dockerignore",
		"Dockerfile",
		"a/b.py",
		"build/keep",
	]);
});

test("the same files give the same bytes, whatever their times", async () => {
	await write("Dockerfile");
	const first = await packContext(folder, "Dockerfile");
	await utimes(join(folder, "Dockerfile"), 1, 1);
	expect((await packContext(folder, "Dockerfile")).equals(first)).toBe(true);
	await write("Dockerfile", "FROM other");
	expect((await packContext(folder, "Dockerfile")).equals(first)).toBe(false);
});

test("tar reads long paths, odd sizes and the executable bit", async () => {
	const long = `${"folder-of-thirty-characters-xx/".repeat(5)}file`;
	await write(long);
	await write("exact", "x".repeat(1024));
	await write("run.sh", "#!/bin/sh\n");
	await chmod(join(folder, "run.sh"), 0o755);
	const lines = listed(await packContext(folder, "Dockerfile"));
	expect(lines).toHaveLength(3);
	expect(lines[0]).toMatch(/^-rw-r--r-- .* 1024 .*exact$/);
	expect(lines[1]?.endsWith(long)).toBe(true);
	expect(lines[2]).toMatch(/^-rwxr-xr-x /);
});

test("a path that the format has no room for is refused by name", async () => {
	const path = `${"a".repeat(120)}`;
	await write(path);
	await expect(packContext(folder, "Dockerfile")).rejects.toThrow(path);
});
