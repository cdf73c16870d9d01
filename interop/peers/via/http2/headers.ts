/** Header blocks as Node's HTTP/2 gives and takes them, and as records have them. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import type { MetadataList } from "../../../model/batch.ts";
import type { HeaderEdits } from "../../../model/via.ts";

/** From the flat list of keys and values that Node hands out as `rawHeaders`. */
export function fromRaw(raw: readonly string[]): MetadataList {
	const values = new Map<string, string[]>();
	for (let at = 0; at + 1 < raw.length; at += 2) {
		const key = raw[at] as string;
		values.set(key, [...(values.get(key) ?? []), raw[at + 1] as string]);
	}
	return [...values];
}

/** From a block whose raw form Node does not hand out. */
export function fromObject(headers: IncomingHttpHeaders): MetadataList {
	return Object.entries(headers).flatMap(
		([key, value]): MetadataList =>
			value === undefined ? [] : [[key, Array.isArray(value) ? value : [String(value)]]],
	);
}

/** With some keys set and some removed, as Node sends it. */
export function edited(
	list: MetadataList,
	...edits: readonly (HeaderEdits | undefined)[]
): OutgoingHttpHeaders {
	const changes = Object.assign({}, ...edits) as HeaderEdits;
	const kept = list
		.filter(([key]) => !(key in changes))
		.map(([key, values]) => [key, values.length === 1 ? values[0] : values] as const);
	const set = Object.entries(changes).filter(([, value]) => value !== null);
	return Object.fromEntries([...kept, ...set]) as OutgoingHttpHeaders;
}

/** The first value of a key, or null. */
export function firstOf(list: MetadataList, key: string): string | null {
	return list.find(([name]) => name === key)?.[1][0] ?? null;
}
