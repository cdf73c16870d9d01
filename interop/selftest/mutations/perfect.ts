/** What a driver and a server report of a script that goes exactly as expected. */
import { FinishResult, type Step, StepResult } from "../../model/batch.ts";
import type { Place } from "../../model/plan.ts";
import type { ExpectedStep, ExpectedWitness } from "../../model/scenario.ts";
import { CALL_KEY, Witness } from "../../model/server-lines.ts";
import { withPoints } from "../../run/jobs.ts";

/** A step's result, with the cell's points in place of their names. */
export function perfectResult(
	step: Step | undefined,
	expected: ExpectedStep,
	places: Readonly<Record<string, Place>>,
): StepResult {
	const shown = JSON.parse(JSON.stringify(expected ?? {}), (key, value) =>
		key === "location" ? withPoints(value, places) : value,
	);
	if (step?.do !== "finish") return StepResult.parse(shown);
	const { status_details, ...rest } = shown;
	const reserved = status_details ? [["grpc-status-details-bin", status_details]] : [];
	return FinishResult.parse({ initial: [], trailing: [], details: "", reserved, ...rest });
}

/** What a server tells of a call, each time that it arrives. */
export function perfectWitnesses(
	call: string,
	{ count = 1, metadata = [], ...expected }: ExpectedWitness,
): Witness[] {
	const told = Object.entries(expected).map(([key, wanted]) => [key, within(wanted)]);
	const witness = Witness.parse({
		cell: null,
		method: "/",
		tls: false,
		peer: null,
		received: 0,
		sent: 0,
		deadline_ms: null,
		ended: "OK",
		metadata: [[CALL_KEY, [call]], ...metadata],
		...Object.fromEntries(told),
	});
	return Array.from({ length: Number(within(count)) }, () => witness);
}

/** The value, or one within its bounds. */
function within(wanted: unknown): unknown {
	if (typeof wanted !== "object" || wanted === null) return wanted;
	const { from, to } = wanted as { readonly from?: number; readonly to?: number };
	return from ?? to;
}
