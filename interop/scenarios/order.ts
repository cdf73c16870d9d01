/** What a scenario says of the order of events: pairs, each of which names two that its script can show. */
import { EventName, type Step } from "../model/batch.ts";
import type { EventAddress, ExpectedOrder, ExpectedStep } from "../model/scenario.ts";
import { FileProblem } from "../support/checked-file.ts";

const ADDRESS = /^(.+?)\.([a-z_]+)(?:\.([1-9]\d*))?$/;

/** The written `order`, `[[a.message.1, a.sent.2], …]`. Throws FileProblem. */
export function expectedOrder(
	written: unknown,
	steps: readonly Step[],
	expected: readonly ExpectedStep[],
): ExpectedOrder[] {
	const possible = possibleEvents(steps, expected);
	if (!Array.isArray(written)) {
		throw new FileProblem(`order: expected a list of pairs, got ${JSON.stringify(written)}`);
	}
	return written.map((pair: unknown) => {
		if (!Array.isArray(pair) || pair.length !== 2) {
			throw new FileProblem(
				`order: expected pairs of events, [a.message.1, a.sent.2], got ${JSON.stringify(pair)}`,
			);
		}
		const [first, second] = pair.map((address) => checked(address, possible));
		return [first as EventAddress, second as EventAddress];
	});
}

function checked(written: unknown, possible: ReadonlyMap<string, number>): EventAddress {
	const [, call = "", name, nth = "1"] = ADDRESS.exec(String(written)) ?? [];
	const event = EventName.safeParse(name);
	if (!event.success) {
		throw new FileProblem(
			`order: expected CALL.EVENT or CALL.EVENT.N with one of ${EventName.options.join(", ")}, got ${JSON.stringify(written)}`,
		);
	}
	const most = possible.get(`${call}.${event.data}`) ?? 0;
	if (Number(nth) > most) {
		throw new FileProblem(
			`order: ${written}: the script shows ${most === 0 ? "no" : `only ${most}`} ${event.data} of call ${call}`,
		);
	}
	return { call, event: event.data, nth: Number(nth) };
}

/** How many events of each kind the script shows where all is as expected. */
function possibleEvents(
	steps: readonly Step[],
	expected: readonly ExpectedStep[],
): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	const count = (call: string, event: EventName, by = 1) => {
		const key = `${call}.${event}`;
		counts.set(key, (counts.get(key) ?? 0) + by);
	};
	steps.forEach((step, index) => {
		if (step.do === "open") count(step.call, "start");
		if (step.do === "send") count(step.call, "sent", step.times ?? 1);
		if (step.do === "receive_headers") count(step.call, "headers");
		if (step.do === "half_close") count(step.call, "half_closed");
		if (step.do === "cancel") count(step.call, "cancelled");
		if (step.do === "finish") count(step.call, "status");
		const shown = expected[index];
		if (shown && "messages" in shown && "call" in step) {
			count(step.call, "message", shown.messages.length);
		}
	});
	return counts;
}
