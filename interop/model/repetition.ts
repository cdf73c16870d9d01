/** One repetition of a run: the same cells as in the others, as other jobs, at places of their own. */
import type { Cell, Place, Plan, Repeat } from "./plan.ts";

/** An id of a job of the first repetition, as it is in another one (counted from 1). */
export function jobIn(job: string, repetition: number, { jobs }: Repeat): string {
	return repetition === 1 ? job : `k${Number(job.slice(1)) + (repetition - 1) * jobs}`;
}

/** A cell of the plan, as it is carried out in a repetition. */
export function cellIn(cell: Cell, repetition: number, repeat: Repeat): Cell {
	if (repetition === 1) return cell;
	const beyond = (repetition - 1) * repeat.places;
	const places = Object.entries(cell.places).map(([name, place]) => [name, moved(place, beyond)]);
	return {
		...cell,
		job: jobIn(cell.job, repetition, repeat),
		places: Object.fromEntries(places),
	};
}

/** The plan as if it had this repetition only. */
export function planIn(plan: Plan, repetition: number): Plan {
	return {
		...plan,
		batches: plan.batches.filter((batch) => batch.repetition === repetition),
		cells: plan.cells.map((cell) => cellIn(cell, repetition, plan.repeat)),
	};
}

/** As `plan` hands them out: so many points further. */
function moved({ latitude, longitude }: Place, by: number): Place {
	return { latitude: latitude + by, longitude: longitude + 2 * by };
}
