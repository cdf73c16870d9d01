import { afterEach, expect, test, vi } from "vitest";
import { peerEnvironment } from "./environment.ts";

afterEach(() => vi.unstubAllEnvs());

test("a peer gets the environment, without what would change how it behaves", () => {
	vi.stubEnv("SOME_OTHER", "stays");
	const unwanted = [
		"HTTPS_PROXY",
		"no_proxy",
		"npm_config_registry",
		"NODE_OPTIONS",
		"GRPC_TRACE",
		"ROUTE_GUIDE_PORT",
		"ROUTE_GUIDE_TLS",
	];
	for (const name of unwanted) vi.stubEnv(name, "1");
	const environment = peerEnvironment();
	expect(environment.SOME_OTHER).toBe("stays");
	expect(unwanted.filter((name) => name in environment)).toEqual([]);
});
