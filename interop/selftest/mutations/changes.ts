/** Every way in which a piece of JSON can be a little different. */
import { isDeepStrictEqual } from "node:util";
import { StatusName } from "../../model/words.ts";

/** One difference. */
export interface Change {
	/** Where it lies, e.g. .messages[2].name */
	readonly path: string;
	readonly what: "changed" | "dropped" | "doubled" | "swapped" | "one more";
	/** The whole, with the difference in it. */
	readonly value: unknown;
}

/** What is added to an empty list: it fits no message and no metadata. */
const MORE = ["~", ["~"]];

/** Each leaf changed, each item of a list dropped, doubled, and swapped with the next, each list longer by one. */
export function changesOf(value: unknown, path = ""): Change[] {
	if (Array.isArray(value)) return ofList(value, path);
	if (typeof value === "object" && value !== null) {
		return Object.entries(value).flatMap(([key, inner]) =>
			ofKey(key, inner, path).map((change) => ({
				...change,
				value: { ...value, [key]: change.value },
			})),
		);
	}
	return others(value).map((other) => ({ path, what: "changed", value: other }));
}

function ofKey(key: string, value: unknown, path: string): Change[] {
	const here = `${path}.${key}`;
	if (key !== "base64" || typeof value !== "string") return changesOf(value, here);
	return otherBytes(value).map((other) => ({ path: here, what: "changed", value: other }));
}

/** A message's bytes with one more, which no field begins with, and with another bit at their end. */
function otherBytes(base64: string): string[] {
	const bytes = Buffer.from(base64, "base64");
	const flipped = Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));
	const longer = Buffer.concat([bytes, Buffer.of(0)]);
	return [longer, ...(bytes.length > 0 ? [flipped] : [])].map((other) => other.toString("base64"));
}

function ofList(list: readonly unknown[], path: string): Change[] {
	const items = list.flatMap((item, at): Change[] => {
		const here = `${path}[${at}]`;
		const next = list[at + 1];
		return [
			{ path: here, what: "dropped", value: list.toSpliced(at, 1) },
			{ path: here, what: "doubled", value: list.toSpliced(at, 0, item) },
			...(at + 1 < list.length && !isDeepStrictEqual(item, next)
				? [{ path: here, what: "swapped" as const, value: list.toSpliced(at, 2, next, item) }]
				: []),
			...changesOf(item, here).map((change) => ({ ...change, value: list.with(at, change.value) })),
		];
	});
	return [...items, { path, what: "one more", value: [...list, list.at(-1) ?? MORE] }];
}

/** A status becomes every other one; anything else something that it is not. */
function others(leaf: unknown): unknown[] {
	if (leaf === null) return [{}];
	if (typeof leaf === "number") return [leaf + 1, -1 - Math.abs(leaf)];
	if (typeof leaf === "boolean") return [!leaf];
	if (StatusName.options.some((name) => name === leaf)) {
		return StatusName.options.filter((name) => name !== leaf);
	}
	return [`${leaf}~`];
}
