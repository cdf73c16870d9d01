import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { reasonOf, StartError, type StartStep } from "./start-error.ts";

const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "no such file",
	EISDIR: "a directory",
	ENOTDIR: "a path through something that is no directory",
	EACCES: "permission denied",
};

/**
 * The bytes of the file that a flag names.
 *
 * @throws {StartError} where it cannot be read.
 */
export function readFileOf(flag: string, path: string, step: StartStep): Buffer {
	return failingAs(flag, path, step, () => readFileSync(path));
}

/** Whether reading it gives all that it holds each time, or an error, and at once: unlike a pipe. */
export function isReadAnew(seen: { isFile(): boolean; isDirectory(): boolean }): boolean {
	return seen.isFile() || seen.isDirectory();
}

/** @throws {StartError} where the file that a flag names can be read only once, as a pipe. */
export function checkReadAnew(flag: string, path: string, step: StartStep): void {
	const seen = failingAs(flag, path, step, () => statSync(path));
	if (isReadAnew(seen)) return;
	throw new StartError({
		step,
		what: `cannot read ${flag} ${JSON.stringify(path)} again: no regular file`,
		got: null,
		hint: "expected a regular file where it is to be read more than once",
	});
}

/** As much as is read at a time. */
const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of the file that a flag names, chunk by chunk; each is overwritten by the next.
 *
 * @param onRead is called with the number of bytes so far.
 * @throws {StartError} where it cannot be read.
 */
export function* readChunksOf(
	flag: string,
	path: string,
	step: StartStep,
	onRead: (bytes: number) => void,
): Generator<Buffer> {
	const file = failingAs(flag, path, step, () => openSync(path, "r"));
	let total = 0;
	const chunk = Buffer.alloc(CHUNK_BYTES);
	try {
		for (;;) {
			const length = failingAs(flag, path, step, () => readSync(file, chunk));
			if (length === 0) return;
			total += length;
			onRead(total);
			yield chunk.subarray(0, length);
		}
	} finally {
		closeSync(file);
	}
}

/** What `read` gives. @throws {StartError} naming the flag and the file, where it throws. */
export function failingAs<Result>(
	flag: string,
	path: string,
	step: StartStep,
	read: () => Result,
): Result {
	try {
		return read();
	} catch (cause) {
		const reason = reasonOf(cause);
		throw new StartError({
			step,
			what: `cannot read ${flag} ${JSON.stringify(path)}: ${REASONS[reason] ?? reason}`,
			got: null,
			hint: "expected a file that this user may read",
			cause,
		});
	}
}
