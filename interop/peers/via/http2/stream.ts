/** One stream of HTTP/2 passed on in both directions, with what its scenario changes. */
import {
	type ClientHttp2Session,
	type ClientHttp2Stream,
	constants,
	type Http2Stream,
	type ServerHttp2Stream,
} from "node:http2";
import type { Http2Relay } from "../../../model/via.ts";
import { type Account, codeOf } from "./account.ts";
import { edited, fromObject, fromRaw } from "./headers.ts";
import { MessageEditor } from "./messages.ts";

export interface StreamOrder {
	/** The client's, begun. */
	readonly client: ServerHttp2Stream;
	readonly server: ClientHttp2Session;
	readonly edits: Http2Relay;
	readonly account: Account;
	/** Drops the client's TCP connection. */
	drop(): void;
}

/** Passes it on. Resolves once both sides are over; never rejects. */
export async function relayStream(order: StreamOrder): Promise<void> {
	const { client, edits, account } = order;
	client.on("error", () => {});
	const { instead } = edits.response ?? {};
	if (instead !== undefined) return answer(client, instead);
	const server = order.server.request(
		edited(account.stream.request.headers ?? [], edits.request?.headers),
		{ endStream: false },
	);
	server.on("error", () => {});
	const relayed = new RelayedCall(order, server);
	await relayed.run();
}

/** Answers by itself. */
async function answer(
	client: ServerHttp2Stream,
	{
		headers,
		body,
	}: { readonly headers: Record<string, string>; readonly body?: string | undefined },
): Promise<void> {
	client.resume();
	client.respond(headers, { endStream: body === undefined });
	if (body !== undefined) client.end(body);
	await closed(client);
}

class RelayedCall {
	readonly #order: StreamOrder;
	readonly #client: ServerHttp2Stream;
	readonly #server: ClientHttp2Stream;
	/** True once the relay itself has ended the response. */
	#stopped = false;
	/** Resolves once the response's end is on its way to the client. */
	readonly #ended = Promise.withResolvers<void>();

	constructor(order: StreamOrder, server: ClientHttp2Stream) {
		this.#order = order;
		this.#client = order.client;
		this.#server = server;
	}

	async run(): Promise<void> {
		// What was on its way when a side went is passed on before the other side is told.
		const response = Promise.allSettled([this.#response()]);
		await Promise.allSettled([
			this.#request(),
			closed(this.#client).then(() => this.#gone(this.#client, this.#server, "request")),
			Promise.all([response, closed(this.#server)]).then(() =>
				this.#gone(this.#server, this.#client, "response"),
			),
		]);
	}

	/** One side is over: the other one is, then, in the same way. */
	async #gone(
		one: Http2Stream,
		other: Http2Stream,
		direction: "request" | "response",
	): Promise<void> {
		const code = one.rstCode ?? constants.NGHTTP2_CANCEL;
		// A stream that is reset before its trailers are sent would lose them.
		if (code === constants.NGHTTP2_NO_ERROR)
			await Promise.race([this.#ended.promise, closed(other)]);
		if (other.closed || this.#stopped) return;
		if (code === constants.NGHTTP2_NO_ERROR && other.readableEnded) return;
		if (code !== constants.NGHTTP2_NO_ERROR) this.#order.account.reset(direction, code);
		other.close(code);
	}

	/** Rejects where either side goes away. */
	async #request(): Promise<void> {
		const { account, edits } = this.#order;
		const editor = edits.request?.messages && new MessageEditor(edits.request.messages);
		for await (const chunk of bytesOf(this.#client)) {
			account.bytes("request", chunk);
			for (const piece of editor?.push(chunk) ?? [chunk]) await written(this.#server, piece);
		}
		if (edits.response?.stop?.after === "half-close") return this.#stop();
		const rest = editor?.end();
		if (rest !== undefined) await written(this.#server, rest);
		this.#server.end();
	}

	async #response(): Promise<void> {
		const { account, edits } = this.#order;
		const { stop, headers: changes, trailers: lastChanges } = edits.response ?? {};
		const [, flags, raw] = await responseOf(this.#server);
		const list = fromRaw(raw);
		if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) {
			account.stream.response.trailers = list;
			this.#client.respond(edited(list, changes, lastChanges), { endStream: true });
			setImmediate(this.#ended.resolve);
			return;
		}
		account.stream.response.headers = list;
		this.#server.once("trailers", (trailers) => {
			account.stream.response.trailers = fromObject(trailers);
		});
		this.#client.respond(edited(list, changes), { waitForTrailers: true });
		this.#client.once("wantTrailers", () => {
			if (this.#stopped && (stop?.reset ?? stop?.drop) !== undefined) return;
			const trailers = this.#stopped ? null : account.stream.response.trailers;
			this.#client.sendTrailers(edited(trailers ?? [], trailers ? lastChanges : {}));
			setImmediate(this.#ended.resolve);
		});
		await this.#messages();
	}

	async #messages(): Promise<void> {
		const { account, edits } = this.#order;
		const { stop, messages = [] } = edits.response ?? {};
		const counted = typeof stop?.after === "number" ? stop.after : null;
		if (counted === 0) return this.#stop();
		const editor = messages.length > 0 || counted !== null ? new MessageEditor(messages) : null;
		let passed = 0;
		for await (const chunk of bytesOf(this.#server)) {
			account.bytes("response", chunk);
			for (const piece of editor?.push(chunk) ?? [chunk]) {
				await written(this.#client, piece);
				passed += 1;
				if (passed === counted) return this.#stop();
			}
		}
		if (this.#stopped) return;
		const rest = editor?.end();
		if (rest !== undefined) await written(this.#client, rest);
		this.#client.end();
	}

	/** Ends the response as the scenario says, and lets the server think that the client has cancelled. */
	#stop(): void {
		this.#stopped = true;
		const { reset, drop } = this.#order.edits.response?.stop ?? {};
		if (drop) this.#order.drop();
		else if (reset !== undefined) resetOnly(this.#client, codeOf(reset));
		else this.#client.end();
		this.#server.close(constants.NGHTTP2_CANCEL);
	}
}

/** Resets it, and no more: Node's `close` ends a stream first, and that would be seen first. */
function resetOnly(stream: ServerHttp2Stream, code: number): void {
	Object.assign(stream, { end: () => stream });
	stream.close(code);
}

function closed(stream: Http2Stream): Promise<void> {
	if (stream.closed && stream.destroyed) return Promise.resolve();
	return new Promise((resolve) => stream.once("close", resolve));
}

/** Where going through them ends early, the stream stays: what the other side said last is still to come. */
function bytesOf(stream: Http2Stream): AsyncIterable<Buffer> {
	return stream.iterator({ destroyOnReturn: false });
}

/** Rejects where the stream is over first. */
function responseOf(
	stream: ClientHttp2Stream,
): Promise<[headers: unknown, flags: number, raw: string[]]> {
	return new Promise((resolve, reject) => {
		// Node hands out the raw list as well, which its types leave out.
		stream.once("response", ((...all: [unknown, number, string[]]) => resolve(all)) as never);
		stream.once("close", () => reject(new Error("no response")));
	});
}

/** Resolves once it was taken; rejects where the stream is over first. */
function written(stream: Http2Stream, bytes: Buffer): Promise<void> {
	if (bytes.length === 0) return Promise.resolve();
	return new Promise((resolve, reject) => {
		const over = () => reject(new Error("the stream is over"));
		stream.once("close", over);
		stream.write(bytes, (problem) => {
			stream.off("close", over);
			if (problem) reject(problem);
			else resolve();
		});
	});
}
