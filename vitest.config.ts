import { configDefaults, defineConfig } from "vitest/config";

/** Tests that need a container engine are a project of their own: scripts/test.ts says when it cannot run. */
const DOCKER = "**/*.docker.test.ts";
const FOLDERS = "{bench,interop,ts-server,ts-client,scripts,proto}";

export default defineConfig({
	test: {
		// Real servers, real drivers: a start takes a while on a busy machine.
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// Likewise for what a test waits for.
		expect: { poll: { timeout: 30_000 } },
		projects: [
			{
				extends: true,
				test: {
					name: "unit",
					include: [`${FOLDERS}/**/*.test.ts`],
					exclude: [...configDefaults.exclude, DOCKER],
				},
			},
			{
				extends: true,
				test: { name: "docker", include: [`${FOLDERS}/${DOCKER}`], fileParallelism: false },
			},
		],
	},
});
