/** What went over the wire, as a relay saw it, and what a scenario says must have. */
import { z } from "zod";
import { MetadataList } from "./batch.ts";

/** A direction of a stream, as its sender had it: before anything was changed. */
const Direction = z.strictObject({
	/** In the order of arrival; null where none came. */
	headers: MetadataList.nullable(),
	trailers: MetadataList.nullable(),
	/** The flag bytes of its messages. */
	flags: z.array(z.int()),
	/** The lengths that its messages claim, added up: compressed where they are. */
	bytes: z.int().nonnegative(),
	/** The error code with which it was reset, by name; null where it was not. */
	reset: z.string().nullable(),
});
export type Direction = z.infer<typeof Direction>;

/** One stream. */
export const RelayedStream = z.strictObject({
	/** The values of the request's `x-interop-cell` and `x-interop-call`, or null. */
	cell: z.string().nullable(),
	call: z.string().nullable(),
	request: Direction,
	response: Direction,
});
export type RelayedStream = z.infer<typeof RelayedStream>;

/** `relays/<batch>.json`: every stream of one batch, in the order in which they began. */
export const RelayRecord = z.strictObject({
	batch: z.string(),
	streams: z.array(RelayedStream),
});
export type RelayRecord = z.infer<typeof RelayRecord>;

const Bounds = z.strictObject({ from: z.number().optional(), to: z.number().optional() });
/** Values of one key joined by a comma; null: the key is absent; or a regular expression that they match. */
const Value = z.union([z.null(), z.string(), z.strictObject({ matches: z.string().min(1) })]);
const Values = z.record(z.string(), Value);
const ExpectedDirection = z.strictObject({
	headers: Values.optional(),
	trailers: Values.optional(),
	/** Of all its messages. */
	flags: z.array(z.int()).optional(),
	bytes: Bounds.optional(),
	reset: z.string().nullable().optional(),
});
/** What must have gone over the wire of one call; what is absent is not compared. */
export const ExpectedWire = z.strictObject({
	/** How many streams it took: more than one where it was retried. The rest is of the last. */
	streams: z.union([z.int().nonnegative(), Bounds]).optional(),
	request: ExpectedDirection.optional(),
	response: ExpectedDirection.optional(),
});
export type ExpectedWire = z.infer<typeof ExpectedWire>;
