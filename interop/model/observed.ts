/**
 * What no specification fixes: it is not asserted, but recorded, and compared with the record of an
 * earlier run. `observed.json` of a run's folder, and the committed record `reports/observed.json`.
 */
import { z } from "zod";
import { ResultPeer } from "./results.ts";
import { ScenarioId, Transport } from "./words.ts";

/** `details`: texts of statuses. `reserved`: the transport's own metadata. */
export const ObservedKind = z.enum(["details", "reserved"]);
export type ObservedKind = z.infer<typeof ObservedKind>;

/** What was seen in the same way in all of these scenarios. */
export const Observation = z.strictObject({
	kind: ObservedKind,
	scenarios: z.array(ScenarioId).min(1),
	/**
	 * Everything that was seen, with what changes from run to run taken out, and by whom: `servers/clients`,
	 * each a list with commas, and `/transport` behind where it was not so over all that they ran over.
	 */
	seen: z.array(z.strictObject({ value: z.string(), by: z.array(z.string()).min(1) })).min(1),
});
export type Observation = z.infer<typeof Observation>;

/** The peers that it was seen of, with their versions. */
export const ObservedVersion = ResultPeer.pick({
	role: true,
	name: true,
	language: true,
	grpc: true,
});
export type ObservedVersion = z.infer<typeof ObservedVersion>;

export const ObservedRecord = z.strictObject({
	versions: z.array(ObservedVersion),
	/** Those that anything was seen over. */
	transports: z.array(Transport),
	observations: z.array(Observation),
});
export type ObservedRecord = z.infer<typeof ObservedRecord>;

/** Something that was not seen when the record was made. */
export const ObservedChange = z.strictObject({
	kind: ObservedKind,
	scenario: ScenarioId,
	server: z.string(),
	client: z.string(),
	/** None: all that they ran over. */
	transports: z.array(Transport),
	seen: z.string(),
	/** All that the record has in its place. */
	recorded: z.array(z.string()),
});
export type ObservedChange = z.infer<typeof ObservedChange>;

export const RunObserved = ObservedRecord.extend({
	/** Null where there was no record to compare with. */
	compared: z
		.strictObject({
			versions: z.array(ObservedVersion),
			/** Scenarios of this run that the record has not. */
			unrecorded: z.array(ScenarioId),
			changes: z.array(ObservedChange),
		})
		.nullable(),
});
export type RunObserved = z.infer<typeof RunObserved>;
