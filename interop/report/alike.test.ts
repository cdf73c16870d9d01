import { expect, test } from "vitest";
import { cellId } from "../model/plan.ts";
import type { CellDetail, ResultCell } from "../model/results.ts";
import { toldOnce } from "./alike.ts";

const cell = (scenario: string, outcome: ResultCell["outcome"], reason: string): ResultCell =>
	({ server: "s", client: "c", transport: "tls", scenario, outcome, reason }) as ResultCell;
const detailOf = (id: string) => ({ cell: id, batch: `c.s.${id.at(-1)}` }) as CellDetail;

test("what could not run for one reason is told once, whatever batch it was in; each failure is told", () => {
	const cells = [
		cell("get-feature/1", "failed", "same"),
		cell("get-feature/2", "could-not-run", "c.s.2: s (tls): no"),
		cell("get-feature/3", "failed", "same"),
		cell("get-feature/4", "could-not-run", "c.s.4: s (tls): no"),
		cell("get-feature/5", "could-not-run", "c.s.5: another"),
	];
	const told = toldOnce(cells, detailOf).map(({ cell, more }) => [cellId(cell).at(-1), more]);
	expect(told).toEqual([
		["1", 0],
		["2", 1],
		["3", 0],
		["5", 0],
	]);
});
