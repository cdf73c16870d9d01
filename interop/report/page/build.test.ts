import { readdirSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { CACHE_VARIABLE } from "../../support/cache-root.ts";
import { folderWith } from "../../test/support/folder.ts";
import { builtPage } from "./build.ts";

afterEach(() => vi.unstubAllEnvs());

test("the page is built once, says so, and then is taken from the cache", async () => {
	using folder = folderWith();
	vi.stubEnv(CACHE_VARIABLE, folder.at("cache"));
	const said: string[] = [];
	const built = await builtPage((line) => said.push(line));
	expect(built).toContain('<script id="data" type="application/json">null</script>');
	expect(await builtPage((line) => said.push(line))).toBe(built);
	expect(said).toEqual([expect.stringContaining("building the report's page")]);
	expect(readdirSync(folder.at("cache"))).toEqual([expect.stringMatching(/^page-[0-9a-f]{16}$/)]);
});

test("two that build it at once both have it, and leave nothing else behind", async () => {
	using folder = folderWith();
	vi.stubEnv(CACHE_VARIABLE, folder.at("cache"));
	const [one, other] = await Promise.all([builtPage(() => {}), builtPage(() => {})]);
	expect(one).toBe(other);
	expect(readdirSync(folder.at("cache"))).toHaveLength(1);
});
