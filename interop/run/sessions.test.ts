import { expect, test } from "vitest";
import { select } from "../plan/select.ts";
import { planOfTest } from "../test/support/plan.ts";
import { catalogue } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { sessionsOf } from "./sessions.ts";

const IDLE = ["lifecycle/ten-idle-seconds", "channel/wakes-from-idle"];

test("of what mostly sleeps, each channel has a session of its own, and the longest begins first", () => {
	const peers = [smallServer("healthy"), smallClient("healthy", { contract: 2 })];
	const scenarios = catalogue.filter(({ timed }) => timed);
	const plan = planOfTest(select(peers, scenarios, { transport: ["tls"] }));
	const sessions = sessionsOf(plan.batches, plan, scenarios, () => null);
	const timed = sessions.filter((session) => session.timed);
	const idOf = (cell = "") => cell.split("/").slice(3).join("/");
	const [first, ...rest] = timed.map(({ batches }) =>
		batches.flatMap(({ cells }) => cells.map(idOf)),
	);
	expect(first).toEqual([IDLE[0]]);
	expect(rest).toContainEqual([IDLE[1]]);
	expect(sessions.indexOf(timed[0] as (typeof timed)[number])).toBe(0);
});
