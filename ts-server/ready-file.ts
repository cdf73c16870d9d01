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
 * @returns what takes it away again, once; it says why it cannot, or null.
 * @throws {StartError} where it cannot be written.
 */
export function writeReadyFile(path: string, { listening, tls }: Whereabouts): () => string | null {
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
	let there = true;
	return () => {
		// Another server's may be there by now.
		if (!there) return null;
		there = false;
		try {
			rmSync(path, { force: true });
			return null;
		} catch (cause) {
			return `cannot remove --ready_file ${JSON.stringify(path)}: got ${reasonOf(cause)}; take it away by hand`;
		}
	};
}

/**
 * What a server wrote there.
 *
 * @throws {StartError} where there is no such file: no server takes calls. Or it is another's.
 */
export function readReadyFile(path: string): Whereabouts {
	const text = readFileOf("--ready_file", path, "listen").toString("utf8");
	const found = parse(text);
	if (isWhereabouts(found)) return found;
	throw new StartError({
		step: "listen",
		what: `--ready_file ${JSON.stringify(path)} is none that a server wrote`,
		got: text === "" ? "an empty file" : JSON.stringify(text.slice(0, 30)),
		hint: "expected the file that the server was given as its own --ready_file",
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function isWhereabouts(found: unknown): found is Whereabouts {
	if (!isObject(found)) return false;
	const { listening, tls } = found;
	return (
		typeof listening === "string" && /.:\d+$/.test(listening) && (tls === null || isFiles(tls))
	);
}

function isFiles(found: unknown): boolean {
	if (!isObject(found)) return false;
	const { certificate, key, clientCa } = found;
	const paths = [certificate, key, ...(clientCa === null ? [] : [clientCa])];
	return paths.every((path) => typeof path === "string");
}

function isObject(found: unknown): found is Readonly<Record<string, unknown>> {
	return typeof found === "object" && found !== null;
}
