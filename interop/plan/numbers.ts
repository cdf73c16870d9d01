/** What a server may meet once only: ids of jobs, and points that stand for places. */
import { Places } from "./places.ts";
import type { Selection } from "./select.ts";

/** Hands them out, to one plan or to several that the same servers carry out. */
export class Numbers {
	readonly places: Places;
	#jobs = 0;

	constructor(places: Places = new Places()) {
		this.places = places;
	}

	/** New ones: an attached server may remember the notes of earlier runs. */
	static for({ servers }: Selection): Numbers {
		const remembering = servers.some(({ peer }) => peer.attached !== undefined);
		return new Numbers(remembering ? Places.anywhere() : new Places());
	}

	/** How many jobs there are so far. */
	get jobs(): number {
		return this.#jobs;
	}

	/** An id of a job, of whatever kind. */
	job(): string {
		return `k${++this.#jobs}`;
	}
}
