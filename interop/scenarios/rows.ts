/** The rows of the references' measured behaviour, and how each of them is covered. */
import { join } from "node:path";
import { Rows } from "../model/rows.ts";
import { readChecked } from "../support/checked-file.ts";

const FILE = join(import.meta.dirname, "rows.yaml");

let rows: Rows | undefined;
/** All rows by id, as they were when they were first asked for. Throws FileProblem. */
export function loadRows(): Rows {
	rows ??= readChecked(Rows, FILE);
	return rows;
}

let ids: ReadonlySet<string> | undefined;
/** The ids of all rows. Throws FileProblem. */
export function rowIds(): ReadonlySet<string> {
	ids ??= new Set(Object.keys(loadRows()));
	return ids;
}
