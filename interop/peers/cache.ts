/** A peer's cache folder, keyed by a hash of what set it up, made once and shared by runs. */
import { createHash } from "node:crypto";
import {
	existsSync,
	globSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Peer } from "../model/peer.ts";
import { cacheRoot } from "../support/cache-root.ts";

const IGNORED = [
	"**/node_modules/**",
	"**/.*/**",
	"**/__pycache__/**",
	"**/test/**",
	"**/tests/**",
];

/**
 * The folder for this state of the peer: its files, its set-up, and the machine's kind. Decided once
 * for a peer as loaded, so that a run goes on with what it set up while its files are edited.
 */
export function cacheFolder(peer: Peer): string {
	const folder = folders.get(peer) ?? hashedFolder(peer);
	folders.set(peer, folder);
	return folder;
}
const folders = new WeakMap<Peer, string>();

function hashedFolder(peer: Peer): string {
	const hash = createHash("sha256");
	hash.update(JSON.stringify([peer.folder, peer.process, process.platform, process.arch]));
	for (const file of filesOf(peer.folder)) {
		hash.update(`\0${file}\0`);
		hash.update(readFileSync(join(peer.folder, file)));
	}
	return join(cacheRoot(), `${peer.name}-${hash.digest("hex").slice(0, 16)}`);
}

/** The files that make a peer what it is, relative to its folder, sorted. */
export function filesOf(folder: string): string[] {
	return globSync("**/*", { cwd: folder, exclude: IGNORED })
		.filter((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.isFile())
		.sort();
}

/** True once `markReady` was called for the folder. */
export function isReady(folder: string): boolean {
	return existsSync(join(folder, ".ready"));
}

/** Empties the folder, for a set-up from the start. */
export function startAnew(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
}

/** The folder of the lock under which a cache is set up: beside it, since the cache is emptied. */
export function lockFolder(folder: string): string {
	return `${folder}.lock`;
}

/** Says that the set-up is complete. */
export function markReady(folder: string): void {
	writeFileSync(join(folder, ".ready"), "");
}
