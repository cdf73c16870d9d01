/** The ledger: what is known to differ, exactly as it is observed. Asserted on every run. */
import { z } from "zod";
import { ExpectedOrder, ExpectedStep, ExpectedWitness } from "./scenario.ts";
import { ExpectedWire } from "./wire.ts";
import { Behaviour, KebabName, Transport } from "./words.ts";

/**
 * What is seen instead of what the scenario expects, by step address (`a.finish`, `a.receive.2`);
 * values are as in a scenario. `a.witness` is what the server tells of a call, as a scenario's own
 * `witness` has it; `a.wire` what a relay saw, likewise; and `order` stands in the place of the
 * scenario's own. Every step and call that is not named must be as the scenario says.
 */
export const Observed = z.record(z.string(), z.unknown());

export const LedgerEntry = z
	.strictObject({
		id: KebabName,
		/** Exact names. At least one of servers and clients; both: the pairs of them. */
		servers: z.array(z.string()).min(1).optional(),
		clients: z.array(z.string()).min(1).optional(),
		transports: z.array(Transport).min(1).optional(),
		/** Exact ids. */
		scenarios: z.array(z.string()).min(1),
		observed: Observed,
		why: z.string().min(1),
		/**
		 * Links or row ids, which must exist; an entry about a TypeScript peer needs a link or a proof. What no
		 * public thread is about says where and when one was looked for: `no thread: looked for in … on …`.
		 */
		evidence: z.array(z.string().min(1)).min(1),
	})
	.refine((entry) => entry.servers !== undefined || entry.clients !== undefined, {
		message: "expected servers, clients, or both",
	});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** An entry held against the catalogue: by scenario and behaviour, what is seen at which step's index. */
export const ResolvedEntry = LedgerEntry.safeExtend({
	seen: z.record(z.string(), z.record(Behaviour, z.record(z.string(), ExpectedStep))),
	/** By call, what the server tells instead. */
	told: z.record(z.string(), ExpectedWitness),
	/** By scenario and behaviour, the order of events that is seen instead; absent: as the scenario has it. */
	order: z.record(z.string(), z.record(Behaviour, z.array(ExpectedOrder))).optional(),
	/** By call, what goes over the wire instead. */
	wired: z.record(z.string(), ExpectedWire),
});
export type ResolvedEntry = z.infer<typeof ResolvedEntry>;

export const Ledger = z.strictObject({ entries: z.array(LedgerEntry) });
export type Ledger = z.infer<typeof Ledger>;
