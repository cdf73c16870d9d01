/** Which base images can be had, and what replaces them where no registry is reachable. */
import {
	buildOfflineImage,
	type OfflineImage,
	offlineName,
} from "../../../scripts/offline-images.ts";
import type { Docker } from "./engine.ts";

/** Official images, by the beginning of their names, and the local one that takes their place. */
const REPLACEMENTS: readonly (readonly [string, OfflineImage])[] = [
	["python:", "python"],
	["golang:", "go"],
	["node:", "node"],
	["debian:", "python"],
];

/** The local replacement of an official base; null for whatever is no such base. */
export function replacementOf(name: string): OfflineImage | null {
	return REPLACEMENTS.find(([start]) => name.startsWith(start))?.[1] ?? null;
}

export interface BasesOptions {
	readonly docker: Docker;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal;
}

/** Finds for each value of a build argument what to build on. Each base is decided, and each replacement built, once. */
export function findBases({
	docker,
	log,
	signal,
}: BasesOptions): (name: string) => Promise<string> {
	const decided = new Map<string, Promise<string>>();
	const built = new Map<OfflineImage, Promise<string>>();
	function once<Key, Value>(map: Map<Key, Promise<Value>>, key: Key, make: () => Promise<Value>) {
		const value = map.get(key) ?? make();
		map.set(key, value);
		return value;
	}
	async function decide(name: string, replacement: OfflineImage): Promise<string> {
		if (await isLocal(docker, name)) return name;
		if (await isOffered(docker, name)) return name;
		log(`no registry has answered for ${name}: using ${offlineName(replacement)} in its place`);
		return once(built, replacement, () => buildOfflineImage(replacement, { docker, log, signal }));
	}
	return async (name) => {
		const replacement = replacementOf(name);
		if (replacement === null) return name;
		return once(decided, name, () => decide(name, replacement));
	};
}

async function isLocal(docker: Docker, name: string): Promise<boolean> {
	return docker
		.getImage(name)
		.inspect()
		.then(() => true)
		.catch(() => false);
}

/** A registry that says nothing for so long would take minutes for an image. */
const LIMIT_MS = 10_000;

/** What only a registry that was reached can say; the build then reports it. */
const SAID_BY_REGISTRY = /manifest unknown|unauthorized|denied|toomanyrequests/i;

/** Asks the engine for the image's manifest: the engine, and not this process, must reach the registry. */
async function isOffered(docker: Docker, name: string): Promise<boolean> {
	const abortSignal = AbortSignal.timeout(LIMIT_MS);
	return docker
		.getImage(name)
		.distribution({ abortSignal })
		.then(() => true)
		.catch((problem: unknown) => SAID_BY_REGISTRY.test(String(problem)));
}
