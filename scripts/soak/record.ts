/** `reports/soak.json`. */
import { z } from "zod";

/** Of one mode. A call that was lost, or answered wrongly, has failed. */
export const Total = z.strictObject({
	/** Those that were answered as they should be. */
	calls: z.int(),
	/** Of these calls, either way. */
	messages: z.int(),
	failed: z.int(),
	/** The first one's. */
	failure: z.string().nullable(),
});
export type Total = z.output<typeof Total>;

export const SoakRecord = z.strictObject({
	started: z.iso.datetime(),
	server: z.string(),
	/** As the server said of itself. */
	language: z.string(),
	grpc: z.string(),
	/** How many calls were asked for. */
	wanted: z.int(),
	seconds: z.number(),
	/** By mode. */
	totals: z.record(z.string(), Total),
	verdict: z.strictObject({
		slope_bytes_per_second: z.number(),
		rise: z.number(),
		flat: z.boolean().nullable(),
		/** None: all is as it should be. */
		problems: z.array(z.string()),
	}),
	samples: z.array(z.strictObject({ seconds: z.number(), resident_bytes: z.int() })),
});
export type SoakRecord = z.output<typeof SoakRecord>;
