import { readFileSync } from "node:fs";
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
	try {
		return readFileSync(path);
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
