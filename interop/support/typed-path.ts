/** Paths as people type and read them: relative to where the command was typed. */
import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

/** npm changes the folder before it starts us. */
const typedIn = () => process.env.INIT_CWD ?? process.cwd();

/** A path as it was typed, in full. */
export function typedPath(path: string): string {
	return resolve(typedIn(), path);
}

/** A path as it can be typed where the command was. */
export function shownPath(path: string): string {
	return relative(typedIn(), path) || ".";
}

/** Where a path leads, past all links; of what is not there, as far as it is. */
export function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		const parent = dirname(path);
		return parent === path ? path : join(realPath(parent), basename(path));
	}
}
