/** The rows of the references' measured behaviour, and how each of them is covered. */
import { join } from "node:path";
import { z } from "zod";
import { readChecked } from "../support/checked-file.ts";
import { SCENARIOS_FOLDER } from "./load.ts";

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

/** All rows by id. Throws FileProblem. */
export function loadRows(folder: string = SCENARIOS_FOLDER): Record<string, Row> {
	return readChecked(z.record(z.string().regex(/^[A-Z]\d+$/), Row), join(folder, "rows.yaml"));
}
