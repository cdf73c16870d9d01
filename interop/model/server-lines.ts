/** What a server prints: one ready line on stdout, one witness line on stderr per call. */
import { z } from "zod";
import { MetadataList } from "./batch.ts";
import { StatusName } from "./words.ts";

/** Request metadata that tells a server which cell a call belongs to. */
export const CELL_KEY = "x-interop-cell";
/** Request metadata that tells which call of its script it is, where the scenario asks what a server or a relay saw of it. */
export const CALL_KEY = "x-interop-call";

function isAddress(text: string): boolean {
	const port = Number(/^.+:(\d+)$/.exec(text)?.[1]);
	return port >= 1 && port <= 65_535;
}

/** Printed once on stdout when the server accepts calls. */
export const ReadyLine = z.object({
	listening: z.string().refine(isAddress, "expected host:port, a port from 1 to 65535"),
	pid: z.int().positive(),
	name: z.string(),
	language: z.string(),
	grpc: z.string(),
});
export type ReadyLine = z.infer<typeof ReadyLine>;

/** What the server says it saw of one call; written when the call is over. */
export const Witness = z.object({
	/** The value of the request's `x-interop-cell`, or null. */
	cell: z.string().nullable(),
	/** Full path, e.g. /routeguide.RouteGuide/GetFeature. */
	method: z.string(),
	tls: z.boolean(),
	/** Common name of the client's verified certificate, or null. */
	peer: z.string().nullable(),
	/** Messages read by the handler. */
	received: z.int().nonnegative(),
	/** Messages written by the handler. */
	sent: z.int().nonnegative(),
	/** Milliseconds left of the deadline when the call arrived, or null where it had none. */
	deadline_ms: z.number().nullable(),
	/** The request's metadata as it arrived, in the form that drivers report; absent: not told. */
	metadata: MetadataList.optional(),
	/** The request's grpc-encoding, or null; absent: not told. */
	encoding: z.string().nullable().optional(),
	/** Milliseconds from its arrival to its end as the server saw it; absent: not told. */
	lasted_ms: z.number().optional(),
	/** Milliseconds of the longest of the handler's writes; absent: not told. */
	longest_write_ms: z.number().nonnegative().optional(),
	/** Which of the handler's writes that was, from 1 on; absent: not told. */
	longest_write_at: z.int().nonnegative().optional(),
	/** The most writes under way at one time; absent: not told. */
	writes_at_once: z.int().nonnegative().optional(),
	/** The most calls its connection had open at one time while it was, itself included; absent: not told. */
	calls_at_once: z.int().positive().optional(),
	/** Status code the server ended the call with; CANCELLED where the client went away first. */
	ended: StatusName,
});
export type Witness = z.infer<typeof Witness>;
export const WitnessLine = z.object({ witness: Witness });
