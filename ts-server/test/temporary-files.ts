import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file in a folder of its own, gone with its scope. */
export interface TemporaryFile extends Disposable {
	readonly path: string;
}

export function writeTemporary(name: string, content: string | Uint8Array): TemporaryFile {
	const folder = mkdtempSync(join(tmpdir(), "ts-server-test-"));
	const path = join(folder, name);
	writeFileSync(path, content);
	return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** A database of this value as JSON, or of this text as it is. */
export function writeDatabase(content: unknown): TemporaryFile {
	const raw = typeof content === "string" || content instanceof Uint8Array;
	return writeTemporary("db.json", raw ? content : JSON.stringify(content));
}
