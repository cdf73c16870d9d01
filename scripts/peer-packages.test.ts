import { expect, test } from "vitest";
import { importedPackages, manifest, packagesIn, readLock, readManifest } from "./peer-packages.ts";

const RENEW = "node scripts/peer-packages.ts writes containers/ts anew";

test("the packages of an image are those that the peers import, as the project has them", () => {
	expect(importedPackages()).toContain("@grpc/grpc-js");
	const { dependencies, optionalDependencies } = readManifest();
	expect({ dependencies, optionalDependencies }, RENEW).toEqual(manifest());
});

test("all that those packages bring along is locked as in the project, Node as well", () => {
	const project = readLock("project").packages;
	const node = project["node_modules/node"]?.version;
	const peers = Object.entries(readLock("peers").packages).filter(([path]) => path !== "");
	expect(peers.length).toBeGreaterThan(Object.keys(manifest().dependencies).length);
	for (const [path, { version }] of peers) {
		const expected = /^node_modules\/node-linux-/.test(path) ? node : project[path]?.version;
		expect(version, `${path}: ${RENEW}`).toBe(expected);
	}
});

test("a package is found in each form of import", () => {
	const source = `
		import "side-effect";
		import { a } from "named/deep.js";
		export * from '@scope/again/deep';
		const late = await import("late");
		createRequire(import.meta.url)("@scope/required/package.json");
		const main = createRequire(import.meta.url).resolve("@scope/resolved");
		import { readFileSync } from "node:fs";
		import fs from "fs";
		import type { Own } from "./own.ts";
		const text = trimmed.from("\\ufeff");`;
	expect(packagesIn(source)).toEqual([
		"side-effect",
		"named",
		"@scope/again",
		"late",
		"@scope/required",
		"@scope/resolved",
	]);
});
