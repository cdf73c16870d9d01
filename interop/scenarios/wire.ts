/** What a scenario says must have gone over the wire. */
import type { Step } from "../model/batch.ts";
import type { Script } from "../model/scenario.ts";
import { ExpectedWire } from "../model/wire.ts";
import { check, FileProblem } from "../support/checked-file.ts";
import { isMap } from "./macros.ts";

/** The written `wire`, by call. Throws FileProblem. */
export function expectedWires(written: unknown, steps: readonly Step[]): Script["wire"] {
	if (!isMap(written)) throw new FileProblem("wire: expected a map of calls");
	const opened = new Set(steps.flatMap((step) => (step.do === "open" ? [step.call] : [])));
	return Object.fromEntries(
		Object.entries(written).map(([call, raw]) => {
			if (!opened.has(call)) throw new FileProblem(`wire: call ${call} is not opened`);
			return [call, check(ExpectedWire, raw, `wire: ${call}`)];
		}),
	);
}
