import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Mode } from "../../interop/model/words.ts";
import { builtInFolders, loadPeer } from "../../interop/peers/load.ts";
import { FEATURES } from "../model/loads.ts";
import { BenchTransport } from "../model/results.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every server, mode, database and transport that can be measured", () => {
	const servers = builtInFolders().flatMap((folder) => loadPeer(folder, true).servers);
	const names = [...servers.map(({ name }) => name), ...Mode.options, ...BenchTransport.options];
	for (const name of names) expect(readme).toContain(`\`${name}\``);
	for (const features of FEATURES) expect(readme).toMatch(new RegExp(`\\b${features}\\b`));
});
