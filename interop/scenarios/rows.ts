/** The rows of the references' measured behaviour, and how each of them is covered. */
import { join } from "node:path";
import { z } from "zod";
import { readChecked } from "../support/checked-file.ts";

/** What the id of a row looks like. */
export const ROW_ID = /^[A-Z]\d+$/;

const described = { says: z.string(), python: z.string(), go: z.string(), differs: z.boolean() };

/** A row is scripted, or it says why not and what tests it instead. */
export const Row = z.discriminatedUnion("scripted", [
	z.strictObject({ ...described, scripted: z.literal(true) }),
	z.strictObject({
		...described,
		scripted: z.literal(false),
		because: z.string(),
		instead: z.string(),
	}),
]);
export type Row = z.infer<typeof Row>;

const FILE = join(import.meta.dirname, "rows.yaml");

/** All rows by id. Throws FileProblem. */
export function loadRows(): Record<string, Row> {
	return readChecked(z.record(z.string().regex(ROW_ID), Row), FILE);
}

let ids: ReadonlySet<string> | undefined;
/** The ids of all rows. Throws FileProblem. */
export function rowIds(): ReadonlySet<string> {
	ids ??= new Set(Object.keys(loadRows()));
	return ids;
}
