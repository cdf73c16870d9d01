/** Failed checks that no cell tells of. */
import type { ResultPreflight, Results } from "../model/results.ts";
import { failedChecks } from "./verdict.ts";

/** server/client/transport */
export function pairName(at: { server: string; client: string; transport: string }): string {
	return `${at.server}/${at.client}/${at.transport}`;
}

/** Of a pair and transport without cells: a form that lists cells alone would be green without them. */
export function orphanChecks(results: Results): ResultPreflight[] {
	const pairs = new Set(results.cells.map(pairName));
	return failedChecks(results).filter((check) => !pairs.has(pairName(check)));
}
