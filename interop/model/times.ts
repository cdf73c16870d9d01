/** `reports/times.json`: what each scenario took of a whole run, for dealing scenarios out to shards. */
import { z } from "zod";
import { ScenarioId } from "./words.ts";

/**
 * Milliseconds by scenario. The order counts: shards are dealt out in it, so what is new is put at the
 * end, and moves nothing that stands before it.
 */
export const Times = z.record(ScenarioId, z.number().nonnegative());
export type Times = z.infer<typeof Times>;
