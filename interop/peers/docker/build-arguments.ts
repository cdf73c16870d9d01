/** A build's arguments: the peer's own, its bases replaced where they must be, and this machine's settings. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Peer, PeerFile } from "../../model/peer.ts";

/** Every builder hands these on, declared or not, and leaves no trace of them in the image. */
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap(
	(name) => [name, name.toLowerCase()],
);

/** How package managers reach their registries: handed on where the Dockerfile declares them. */
const REGISTRIES = [
	"GOPROXY",
	"GONOSUMDB",
	"GOSUMDB",
	"PIP_INDEX_URL",
	"PIP_EXTRA_INDEX_URL",
	"PIP_TRUSTED_HOST",
	"NPM_CONFIG_REGISTRY",
];

/** The arguments to build the peer's image with. */
export async function buildArguments(
	{ folder, image }: Peer & { readonly image: NonNullable<PeerFile["image"]> },
	baseFor: (name: string) => Promise<string>,
): Promise<Record<string, string>> {
	const own = await Promise.all(
		Object.entries(image.args).map(async ([name, value]) => [name, await baseFor(value)] as const),
	);
	const file = join(folder, image.context, image.dockerfile);
	const dockerfile = await readFile(file, "utf8").catch(() => "");
	const declared = REGISTRIES.filter((name) =>
		new RegExp(`^ARG\\s+${name}\\b`, "m").test(dockerfile),
	);
	return { ...settings([...PROXIES, ...declared]), ...Object.fromEntries(own) };
}

/** Those of the variables that are set here. */
function settings(names: readonly string[]): Record<string, string> {
	const set = names.map((name) => [name, process.env[name] ?? ""] as const);
	return Object.fromEntries(set.filter(([, value]) => value !== ""));
}

/** What a base made on this machine keeps of how its registries are reached. */
export function registrySettings(): Record<string, string> {
	return settings(REGISTRIES);
}
