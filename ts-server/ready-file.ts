/** A file that tells other programs of this machine or container where the server is, as long as it takes calls. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { readFileOf } from "./read-file.ts";
import { reasonOf, StartError } from "./start-error.ts";
import type { TlsFiles } from "./tls-files.ts";

/** How the server is reached. */
export interface Whereabouts {
	/** `host:port` as bound. */
	readonly listening: string;
	/** The files it was given; null: it speaks plaintext. */
	readonly tls: TlsFiles | null;
}

/**
 * Writes the file, whole at once.
 *
 * @returns what takes it away again.
 * @throws {StartError} where it cannot be written.
 */
export function writeReadyFile(path: string, { listening, tls }: Whereabouts): () => void {
	// Whoever reads it may be in another folder.
	const files = tls && {
		certificate: resolve(tls.certificate),
		key: resolve(tls.key),
		clientCa: tls.clientCa && resolve(tls.clientCa),
	};
	const whole = `${path}.${process.pid}`;
	try {
		writeFileSync(whole, `${JSON.stringify({ listening, tls: files })}\n`);
		renameSync(whole, path);
	} catch (cause) {
		rmSync(whole, { force: true });
		throw new StartError({
			step: "listen",
			what: `cannot write --ready_file ${JSON.stringify(path)}`,
			got: reasonOf(cause),
			hint: "expected a file in a folder that this user may write to",
			cause,
		});
	}
	return () => rmSync(path, { force: true });
}

/**
 * What a server wrote there.
 *
 * @throws {StartError} where there is no such file: no server takes calls.
 */
export function readReadyFile(path: string): Whereabouts {
	return JSON.parse(readFileOf("--ready_file", path, "listen").toString("utf8")) as Whereabouts;
}
