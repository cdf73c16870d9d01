import { isDeepStrictEqual } from "node:util";
import { readTlsFiles, type TlsFiles, type TlsMaterial } from "./tls-files.ts";

/** The TLS files, which somebody renews while the server runs. */
export class TlsRenewal {
	readonly #files: TlsFiles;
	/** Null: nothing that was in order. */
	#lastSeen: TlsMaterial | null;
	/** What they held at first. */
	readonly first: TlsMaterial;

	/** @throws {StartError} naming the flag and the file. */
	constructor(files: TlsFiles) {
		this.#files = files;
		this.first = readTlsFiles(files);
		this.#lastSeen = this.first;
	}

	/**
	 * Looks at them again.
	 *
	 * @returns null where they hold what they held when they were last looked at.
	 * @throws {StartError} where something of it is not in order, or does not belong together.
	 */
	look(): TlsMaterial | null {
		const before = this.#lastSeen;
		this.#lastSeen = null;
		const now = readTlsFiles(this.#files);
		this.#lastSeen = now;
		return isDeepStrictEqual(now, before) ? null : now;
	}
}
