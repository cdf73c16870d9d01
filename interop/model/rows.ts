/** The references' measured behaviour, row by row: `rows.json` of a run's folder. */
import { z } from "zod";

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

/** All rows by id. */
export const Rows = z.record(z.string().regex(ROW_ID), Row);
export type Rows = z.infer<typeof Rows>;
