/** Batches put together to sessions, in the order in which they had best begin. */
import type { BatchPlan, Plan } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Schedulable } from "./schedule.ts";

/** Who sleeps for so long is judged by what comes after, and by no part of a second. */
const LONG_REST_MS = 5_000;

/** Batches that one start of a driver carries out. */
export interface Session extends Schedulable {
	readonly batches: readonly BatchPlan[];
}

/**
 * The sessions of these batches of a plan. Those that have to wait for each other begin at once: left to
 * the end, they alone would keep the run; and so would, among the timed ones, those that rest longest.
 */
export function sessionsOf(
	batches: readonly BatchPlan[],
	plan: Plan,
	scenarios: readonly Scenario[],
	capacityOf: (instance: string) => number | null,
): Session[] {
	const restOf = restsOf(plan, scenarios);
	const sessions = [...Map.groupBy(batches, ({ session }) => session).values()].map((group) => {
		const rest = group.reduce((sum, batch) => sum + restOf(batch), 0);
		return { session: sessionOf(group, rest), rest };
	});
	const users = new Map<string, number>();
	for (const { session } of sessions) {
		for (const instance of session.loads.keys()) {
			users.set(instance, 1 + (users.get(instance) ?? 0));
		}
	}
	/** What fills a server goes before what leaves room for others, which would keep it waiting. */
	const pressOf = ({ loads }: Session) => {
		const limited = [...loads].filter(([instance]) => capacityOf(instance) !== null);
		const shared = limited.filter(([instance]) => (users.get(instance) ?? 0) > 1);
		return Math.max(limited.length > 0 ? 1 : 0, ...shared.map(([, load]) => load));
	};
	const rank = ({ session, rest }: (typeof sessions)[number]) =>
		(session.timed ? rest : 0) + pressOf(session);
	return sessions.sort((one, other) => rank(other) - rank(one)).map(({ session }) => session);
}

function sessionOf(group: readonly BatchPlan[], rest: number): Session {
	const loads = new Map<string, number>();
	for (const { instance, weight } of group) {
		// One after another: the heaviest of them is what the server has to bear.
		loads.set(instance, Math.max(weight, loads.get(instance) ?? 0));
	}
	return {
		batches: group,
		loads,
		timed: group.some(({ timed }) => timed),
		sleeper: rest >= LONG_REST_MS,
	};
}

/** Milliseconds that the longest of a batch's scripts pauses. */
function restsOf(plan: Plan, scenarios: readonly Scenario[]): (batch: BatchPlan) => number {
	const pauses = new Map(
		scenarios.map(({ id, scripts }) => [
			id,
			scripts.go.steps.reduce((sum, step) => sum + (step.do === "pause" ? step.ms : 0), 0),
		]),
	);
	const byCell = new Map(plan.cells.map(({ id, scenario }) => [id, pauses.get(scenario) ?? 0]));
	return ({ cells }) => Math.max(0, ...cells.map((cell) => byCell.get(cell) ?? 0));
}
