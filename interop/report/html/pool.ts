/** Values that are stored once however often they occur. */
export class Pool<T> {
	readonly items: T[] = [];
	readonly #indices = new Map<string, number>();

	/** The index of the value in `items`. */
	add(item: T): number {
		const key = JSON.stringify(item);
		const known = this.#indices.get(key);
		if (known !== undefined) return known;
		this.#indices.set(key, this.items.length);
		return this.items.push(item) - 1;
	}
}
