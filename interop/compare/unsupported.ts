/** Why a cell does not run, as every report shows it. */
import type { Cell } from "../model/plan.ts";

/** The reason, and the link that shows it where there is one. */
export function whyUnsupported({ reason, link }: NonNullable<Cell["unsupported"]>): string {
	return link === null ? reason : `${reason} (${link})`;
}
