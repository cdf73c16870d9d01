/** Values that are stored once however often they occur. */
export class Pool<T> {
	readonly items: T[] = [];
	readonly #indices = new Map<string, number>();
	#room: number;

	/** `room`: how many characters of JSON they may take, all together. */
	constructor(room = Number.POSITIVE_INFINITY) {
		this.#room = room;
	}

	/** The index of the value in `items`; -1 where it is new and there is no room for it. */
	add(item: T): number {
		const key = JSON.stringify(item);
		const known = this.#indices.get(key);
		if (known !== undefined) return known;
		if (key.length > this.#room) return -1;
		this.#room -= key.length;
		this.#indices.set(key, this.items.length);
		return this.items.push(item) - 1;
	}
}
