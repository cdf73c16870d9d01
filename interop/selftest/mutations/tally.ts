/** Counting what was caught, and naming what was not. */

export interface Tally {
	/** Everything that was tried, by name, with how often it was caught of how often it was tried. */
	readonly tried: number;
	readonly caught: number;
	/** By rule: what no judge can see, by design. */
	readonly hidden: Readonly<Record<string, number>>;
	/** What was not caught, and should have been. */
	readonly missed: readonly string[];
}

/** Counts things by name; a name is caught where each of its tries is. */
export class Counter {
	readonly #names = new Set<string>();
	readonly #hidden = new Map<string, number>();
	readonly #missed = new Map<string, string>();

	count(name: string, what: string, caught: boolean): void {
		this.#names.add(name);
		if (!caught && !this.#missed.has(name)) this.#missed.set(name, `${name}: ${what}`);
	}

	hide(rule: string): void {
		this.#hidden.set(rule, (this.#hidden.get(rule) ?? 0) + 1);
	}

	tally(): Tally {
		return {
			tried: this.#names.size,
			caught: this.#names.size - this.#missed.size,
			hidden: Object.fromEntries([...this.#hidden].sort()),
			missed: [...this.#missed.values()],
		};
	}
}
