import { stat } from "node:fs/promises";
import { setInterval } from "node:timers/promises";
import { reasonOf } from "./start-error.ts";

const EVERY_MS = 1000;

/**
 * Calls `changed` after the files have changed, once they have stood still for a second: who writes several
 * of them, or one bit by bit, is given the time. They are looked at by their paths, so that links which
 * point elsewhere, as Kubernetes renews its secrets, count as well. It keeps no process alive, and never ends.
 */
export async function watchFiles(paths: readonly string[], changed: () => void): Promise<void> {
	// Whatever has happened since somebody read them: the first look is a change too.
	let told = "";
	let before = "";
	for await (const _ of setInterval(EVERY_MS, undefined, { ref: false })) {
		const now = (await Promise.all(paths.map(stateOf))).join(" ");
		if (now === before && now !== told) {
			told = now;
			changed();
		}
		before = now;
	}
}

/** Something else after every change. */
async function stateOf(path: string): Promise<string> {
	try {
		const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
		return [dev, ino, size, mtimeNs, ctimeNs].join(":");
	} catch (error) {
		return reasonOf(error);
	}
}
