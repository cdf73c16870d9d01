/** What a relay would have seen of a call that goes over the wire exactly as expected. */
import type { MetadataList } from "../../model/batch.ts";
import type { Script } from "../../model/scenario.ts";
import type { Direction, ExpectedWire, RelayedStream } from "../../model/wire.ts";

type Values = NonNullable<NonNullable<ExpectedWire["request"]>["headers"]>;

/** Values of the transport's own keys, one of which each expression of the catalogue matches. */
const USUAL = ["identity,deflate,gzip", "application/grpc", "1S", "grpc-made/1"];

/** The streams that were seen, with headers and trailers as expected in the place of others. */
export function perfectStreams(
	wire: Script["wire"],
	seen: readonly RelayedStream[],
): RelayedStream[] {
	return seen.map((stream) => {
		const expected = wire[stream.call ?? ""];
		if (expected === undefined) return stream;
		return {
			...stream,
			request: direction(stream.request, expected.request),
			response: direction(stream.response, expected.response),
		};
	});
}

function direction(seen: Direction, expected: ExpectedWire["request"]): Direction {
	return {
		...seen,
		...(expected?.headers && { headers: block(seen.headers ?? [], expected.headers) }),
		...(expected?.trailers && { trailers: block(seen.trailers ?? [], expected.trailers) }),
	};
}

function block(seen: MetadataList, expected: Values): MetadataList {
	const kept = seen.filter(([key]) => !(key in expected));
	const made = Object.entries(expected).flatMap(([key, wanted]): MetadataList => {
		if (wanted === null) return [];
		if (typeof wanted === "string") return [[key, [wanted]]];
		const own = seen.find(([name]) => name === key)?.[1] ?? [];
		const fits = new RegExp(wanted.matches);
		const value = [own.join(", "), ...USUAL].find((one) => one !== "" && fits.test(one));
		return value === undefined ? [] : [[key, [value]]];
	});
	return [...kept, ...made];
}
