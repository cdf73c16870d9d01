/** Calls of hand-made bytes, for what no gRPC library would send. */
import { connect, type OutgoingHttpHeaders } from "node:http2";
import type { Running } from "./running.ts";

export interface RawRequest {
	/** Of RouteGuide where it has no slash. */
	readonly method: string;
	/** The request's body as it is: frames, or what should have been some. */
	readonly body?: Buffer;
	/** Beside those of a correct request; one that is undefined takes the correct one away. */
	readonly headers?: Readonly<Record<string, string | undefined>>;
	/** Sends the request without its end. */
	readonly staysOpen?: boolean;
}

type Received = Readonly<Record<string, unknown>>;

export interface RawAnswer {
	readonly headers: Received;
	/** The trailers, or the headers where there is nothing else. */
	readonly status: Received;
	/** What the status says, by its number; undefined where none came. */
	readonly code: number | undefined;
	/** The messages' bytes, out of their frames. */
	readonly messages: readonly Buffer[];
}

/** One message in its frame. */
export function framed(message: Buffer, compressed = false): Buffer {
	const prefix = Buffer.alloc(5);
	prefix.writeUInt8(Number(compressed));
	prefix.writeUInt32BE(message.length, 1);
	return Buffer.concat([prefix, message]);
}

function unframed(body: Buffer): Buffer[] {
	const messages: Buffer[] = [];
	for (let at = 0; at < body.length; ) {
		const end = at + 5 + body.readUInt32BE(at + 1);
		messages.push(body.subarray(at + 5, end));
		at = end;
	}
	return messages;
}

/** Sends a request on a connection of its own. Rejects where the stream is reset. */
export function callRaw(
	{ address }: Pick<Running, "address">,
	request: RawRequest,
): Promise<RawAnswer> {
	const { method, body = Buffer.alloc(0), headers = {}, staysOpen = false } = request;
	const correct: OutgoingHttpHeaders = {
		":method": "POST",
		":path": method.includes("/") ? method : `/routeguide.RouteGuide/${method}`,
		"content-type": "application/grpc",
		te: "trailers",
	};
	const all = Object.entries({ ...correct, ...headers });
	return new Promise((resolve, reject) => {
		const session = connect(`http://${address}`);
		// The server may have stopped by the time that the connection ends.
		session.on("error", reject);
		const stream = session.request(
			Object.fromEntries(all.filter(([, value]) => value !== undefined)),
			// Node would end a GET by itself.
			{ endStream: false },
		);
		stream.on("error", reject);
		const received: Received[] = [];
		const chunks: Buffer[] = [];
		stream.on("response", (got) => received.push(got));
		stream.on("trailers", (got) => received.push(got));
		stream.on("data", (chunk: Buffer) => chunks.push(chunk));
		stream.on("end", () => stream.close());
		stream.on("close", () => session.close());
		session.on("close", () => {
			const [first = {}] = received;
			const status = received.at(-1) ?? first;
			const code = status["grpc-status"];
			resolve({
				headers: first,
				status,
				code: code === undefined ? undefined : Number(code),
				messages: unframed(Buffer.concat(chunks)),
			});
		});
		stream.write(body);
		if (!staysOpen) {
			stream.end();
		}
	});
}
