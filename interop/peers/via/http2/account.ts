/** What passed of one stream, written down as it goes by. */
import { constants } from "node:http2";
import type { MetadataList } from "../../../model/batch.ts";
import { CALL_KEY, CELL_KEY } from "../../../model/server-lines.ts";
import { Http2Code } from "../../../model/via.ts";
import type { RelayedStream } from "../../../model/wire.ts";
import { FrameCounter } from "./frames.ts";
import { firstOf } from "./headers.ts";

/** The number of an error code. */
export function codeOf(name: Http2Code): number {
	return constants[`NGHTTP2_${name}`];
}

const NAMES = new Map(Http2Code.options.map((name) => [codeOf(name), name]));

export class Account {
	readonly stream: RelayedStream;
	readonly #counters: Record<"request" | "response", FrameCounter>;

	constructor(request: MetadataList) {
		const silent = () => ({
			headers: null,
			trailers: null,
			flags: [] as number[],
			bytes: 0,
			reset: null,
		});
		this.stream = {
			cell: firstOf(request, CELL_KEY),
			call: firstOf(request, CALL_KEY),
			request: { ...silent(), headers: request },
			response: silent(),
		};
		const counter = (direction: "request" | "response") =>
			new FrameCounter((flag, length) => {
				this.stream[direction].flags.push(flag);
				this.stream[direction].bytes += length;
			});
		this.#counters = { request: counter("request"), response: counter("response") };
	}

	bytes(direction: "request" | "response", chunk: Buffer): void {
		this.#counters[direction].push(chunk);
	}

	reset(direction: "request" | "response", code: number): void {
		this.stream[direction].reset ??= NAMES.get(code) ?? String(code);
	}
}
