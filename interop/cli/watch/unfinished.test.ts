import { expect, test } from "vitest";
import type { BatchPlan } from "../../model/plan.ts";
import { Unfinished } from "./unfinished.ts";

const batch = (id: string, ...cells: string[]) => ({ id, cells }) as unknown as BatchPlan;

test("what is over and good need not run again; what is left, or was bad, has to", () => {
	const [good, bad, left] = [batch("1", "a", "b"), batch("2", "c"), batch("3", "d", "e")] as const;
	const unfinished = new Unfinished({ batches: [good, bad, left] });
	expect(unfinished.cells()).toEqual(new Set(["a", "b", "c", "d", "e"]));
	unfinished.over(good, false);
	unfinished.over(bad, true);
	expect([unfinished.any, unfinished.cells()]).toEqual([true, new Set(["c", "d", "e"])]);
	unfinished.over(left, false);
	expect([unfinished.any, unfinished.cells()]).toEqual([false, new Set(["c"])]);
});
