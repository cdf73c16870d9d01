import { stat } from "node:fs/promises";
import { setInterval } from "node:timers/promises";
import { isReadAnew } from "./read-file.ts";
import { reasonOf } from "./start-error.ts";

const EVERY_MS = 1000;

/**
 * Calls `changed` after the files have changed, once they have stood still for a second: who writes several
 * of them, or one bit by bit, is given the time. They are looked at by their paths, so that links which
 * point elsewhere, as Kubernetes renews its secrets, count as well. Nothing is told while one of them is a pipe
 * or the like: whoever reads that waits for somebody to write. It keeps no process alive, and never ends.
 */
export async function watchFiles(paths: readonly string[], changed: () => void): Promise<void> {
	// Whatever has happened since somebody read them: the first look is a change too.
	let told = "";
	let before = "";
	for await (const _ of setInterval(EVERY_MS, undefined, { ref: false })) {
		const states = await Promise.all(paths.map(stateOf));
		if (states.includes(null)) continue;
		const now = states.join(" ");
		if (now === before && now !== told) {
			told = now;
			changed();
		}
		before = now;
	}
}

/** Something else after every change; null of what cannot be read again. */
async function stateOf(path: string): Promise<string | null> {
	try {
		const seen = await stat(path, { bigint: true });
		if (!isReadAnew(seen)) return null;
		const { dev, ino, size, mtimeNs, ctimeNs } = seen;
		return [dev, ino, size, mtimeNs, ctimeNs].join(":");
	} catch (error) {
		return reasonOf(error);
	}
}
