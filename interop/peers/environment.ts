/** The environment that peers are started with: ours, without what would change how they behave. */

/**
 * Proxy variables would send loopback calls elsewhere, npm's would change what `node` does in a peer,
 * without its byte code Python takes half a second longer for each of many starts, and ROUTE_GUIDE_* are
 * flags of a server that somebody starts by hand.
 */
const UNWANTED =
	/^(https?|all|no|grpc)_proxy$|^npm_|^NODE_OPTIONS$|^GRPC_|^VITEST|^FORCE_COLOR$|^PYTHONDONTWRITEBYTECODE$|^ROUTE_GUIDE_/i;

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
