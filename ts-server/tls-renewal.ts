import { isDeepStrictEqual } from "node:util";
import { checkReadAnew } from "./read-file.ts";
import { filesOf, readTlsFiles, type TlsFiles, type TlsMaterial } from "./tls-files.ts";

/** The TLS files, which somebody renews while the server runs. */
export class TlsRenewal {
	readonly #files: TlsFiles;
	/** Null: nothing that was in order. */
	#lastSeen: TlsMaterial | null;
	/** What is in use. */
	#taken: TlsMaterial;
	/** What they held at first. */
	readonly first: TlsMaterial;

	/** @throws {StartError} naming the flag and the file. */
	constructor(files: TlsFiles) {
		this.#files = files;
		this.first = readTlsFiles(files);
		this.#lastSeen = this.first;
		this.#taken = this.first;
	}

	/**
	 * Looks at them again. Pipes can be read once only, which was at first.
	 *
	 * @returns null where they hold what they held when they were last looked at.
	 * @throws {StartError} where something of it is not in order, or does not belong together.
	 */
	look(): TlsMaterial | null {
		for (const { flag, path } of filesOf(this.#files)) checkReadAnew(flag, path, "tls");
		const before = this.#lastSeen;
		this.#lastSeen = null;
		const now = readTlsFiles(this.#files);
		this.#lastSeen = now;
		if (isDeepStrictEqual(now, before)) return null;
		const about = aboutNew(now, this.#taken);
		this.#taken = now;
		return { ...now, about };
	}
}

/** For people: what of it was not in use before. */
function aboutNew(now: TlsMaterial, before: TlsMaterial): string {
	if (isDeepStrictEqual(now.clientCa, before.clientCa)) return now.about;
	const authorities = "the authorities of --client_ca_file are new";
	const isSamePair = now.certificate.equals(before.certificate) && now.key.equals(before.key);
	return isSamePair ? `${authorities}; still ${now.about}` : `${now.about}; ${authorities}`;
}
