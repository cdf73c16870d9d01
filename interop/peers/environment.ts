/** The environment that peers are started with: ours, without what would change how they connect. */

/**
 * Proxy variables would send loopback calls elsewhere, npm's would change what `node` does in a peer,
 * and without its byte code Python takes half a second longer for each of many starts.
 */
const UNWANTED =
	/^(https?|all|no|grpc)_proxy$|^npm_|^NODE_OPTIONS$|^GRPC_|^VITEST|^FORCE_COLOR$|^PYTHONDONTWRITEBYTECODE$/i;

/** The environment for a peer's program. */
export function peerEnvironment(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			(pair): pair is [string, string] => pair[1] !== undefined && !UNWANTED.test(pair[0]),
		),
	);
}

/** The environment for a peer's set-up, which may need proxies to reach registries. */
export function setupEnvironment(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			(pair): pair is [string, string] =>
				pair[1] !== undefined && !/^npm_|^NODE_OPTIONS$/.test(pair[0]),
		),
	);
}
