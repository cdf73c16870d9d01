import { StartError } from "../start-error.ts";

/** How messages name the file. */
export function fileNamed(path: string): string {
	return `--json_db_file ${JSON.stringify(path)}`;
}

/** What is wrong with a database; `what` names the file and the place. */
export function databaseError(
	what: string,
	got: string | null,
	hint: string,
	cause?: unknown,
): StartError {
	return new StartError({ step: "database", what, got, hint, cause });
}
