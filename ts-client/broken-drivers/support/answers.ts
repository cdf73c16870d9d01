/** Faults in how what goes over HTTP/2 is written and read, below the library. */
import http2 from "node:http2";

export type Block = http2.OutgoingHttpHeaders;

/** Where a block of an answer stands. */
export interface Place {
	/** It is the last one: trailers, or all of a trailers-only answer; empty where none came. */
	readonly last: boolean;
	/** The answer's first block as it came; the block itself where it is the only one. */
	readonly first: Block;
}

/** What is absent goes over the wire as it is. */
export interface WireFault {
	/** The headers of a request as they are sent instead. */
	readonly request?: (headers: Block) => Block;
	/** A block of an answer as it is read instead. */
	readonly block?: (block: Block, place: Place) => Block;
	/** The gRPC frames of an answer with one message, once all have come, as they are read instead. */
	readonly body?: (frames: Buffer) => Buffer;
	/** The code with which a stream was closed, as it is read instead. */
	readonly reset?: (code: number | undefined) => number | undefined;
	/** A connection whose server has said goodbye. */
	readonly goodbye?: (session: http2.ClientHttp2Session) => void;
}

const ANSWERED_ONCE = ["/routeguide.RouteGuide/GetFeature", "/routeguide.RouteGuide/RecordRoute"];

/** From now on, connections of HTTP/2 in this process have the fault. */
export function wire(fault: WireFault): void {
	const { connect } = http2;
	http2.connect = ((...given: Parameters<typeof connect>) => {
		const session = connect(...given);
		// Not before: grpc-js takes all listeners off a session once it is connected.
		const said = () => fault.goodbye?.(session);
		const request = session.request.bind(session);
		session.request = ((headers: Block, options?: http2.ClientSessionRequestOptions) => {
			if (!session.listeners("goaway").includes(said)) session.on("goaway", said);
			const stream = request(fault.request?.({ ...headers }) ?? headers, options);
			misread(stream, fault, ANSWERED_ONCE.includes(String(headers[":path"])));
			return stream;
		}) as typeof session.request;
		return session;
	}) as typeof connect;
}

function misread(stream: http2.ClientHttp2Stream, fault: WireFault, once: boolean): void {
	const { block = (headers: Block) => headers, body, reset } = fault;
	const emit = stream.emit.bind(stream) as (event: string | symbol, ...rest: unknown[]) => boolean;
	const held: Buffer[] = [];
	let first: Block | null = null;
	let ended = false;
	const trailers = (headers: Block) => {
		ended = true;
		return block({ ...headers }, { last: true, first: first ?? headers });
	};
	stream.emit = ((event: string | symbol, ...rest: unknown[]): boolean => {
		if (event === "response") {
			const [headers, flags, ...more] = rest as [Block, number, ...unknown[]];
			const last = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
			const read = last ? trailers(headers) : block({ ...headers }, { last, first: headers });
			first = headers;
			return emit(event, read, flags, ...more);
		}
		if (event === "trailers") return emit(event, trailers(rest[0] as Block), ...rest.slice(1));
		if (event === "data" && body && once) return held.push(rest[0] as Buffer) > 0;
		if (event === "end") {
			if (body && once) emit("data", body(Buffer.concat(held)));
			if (!ended && !stream.aborted && !stream.rstCode) {
				const made = trailers({});
				if ("grpc-status" in made) emit("trailers", made);
			}
		}
		return emit(event, ...rest);
	}) as typeof stream.emit;
	if (reset) {
		const { get } = Object.getOwnPropertyDescriptor(
			ownerOf(stream, "rstCode"),
			"rstCode",
		) as PropertyDescriptor;
		Object.defineProperty(stream, "rstCode", { get: () => reset(get?.call(stream)) });
	}
}

/** The prototype that has the property. */
function ownerOf(stream: object, name: string): object {
	let proto = Object.getPrototypeOf(stream) as object;
	while (!Object.hasOwn(proto, name)) proto = Object.getPrototypeOf(proto) as object;
	return proto;
}

/** The whole frames of a body, in their order; what is cut short is left out. */
export function framesOf(body: Buffer): Buffer[] {
	const frames: Buffer[] = [];
	let rest = body;
	while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
		const size = 5 + rest.readUInt32BE(1);
		frames.push(rest.subarray(0, size));
		rest = rest.subarray(size);
	}
	return frames;
}

/** True where the answer says that it is gRPC. */
export function isGrpc(first: Block): boolean {
	return String(first["content-type"] ?? "").startsWith("application/grpc");
}
