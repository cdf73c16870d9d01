/** A temporary folder with files in it, which goes away with its scope. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Folder extends Disposable {
	readonly path: string;
	/** Path of a file in it. */
	at(name: string): string;
}

/** Files by path; their folders are made. */
export function folderWith(files: Readonly<Record<string, string>> = {}): Folder {
	const path = mkdtempSync(join(tmpdir(), "harness-test-"));
	const at = (name: string) => join(path, name);
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(at(name)), { recursive: true });
		writeFileSync(at(name), text);
	}
	return { path, at, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
