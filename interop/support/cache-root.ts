/** Where everything lies that is made once and used by many runs. */
import { homedir } from "node:os";
import { join } from "node:path";

/** Set to put the caches elsewhere than `~/.cache/route-guide-interop`. */
export const CACHE_VARIABLE = "INTEROP_CACHE";

/** The folder of all caches. */
export function cacheRoot(): string {
	return process.env[CACHE_VARIABLE] ?? join(homedir(), ".cache", "route-guide-interop");
}
