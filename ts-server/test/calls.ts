/** RouteGuide's four calls as promises, for tests. */
import { connect } from "node:http2";
import { connect as connectSocket } from "node:net";
import type {
	CallOptions,
	ClientDuplexStream,
	ClientReadableStream,
	ServiceError,
	StatusObject,
} from "@grpc/grpc-js";
import { Metadata } from "@grpc/grpc-js";
import type { Feature__Output } from "../../proto/generated/routeguide/Feature.ts";
import type { Point } from "../../proto/generated/routeguide/Point.ts";
import type { Rectangle } from "../../proto/generated/routeguide/Rectangle.ts";
import type { RouteGuideClient } from "../../proto/generated/routeguide/RouteGuide.ts";
import type { RouteNote, RouteNote__Output } from "../../proto/generated/routeguide/RouteNote.ts";
import type { RouteSummary__Output } from "../../proto/generated/routeguide/RouteSummary.ts";

function settle<T>(resolve: (value: T) => void, reject: (error: unknown) => void) {
	return (error: ServiceError | null, value?: T): void => {
		if (error !== null || value === undefined) {
			reject(error);
		} else {
			resolve(value);
		}
	};
}

export function getFeature(
	client: RouteGuideClient,
	point: Point,
	options: CallOptions = {},
): Promise<Feature__Output> {
	return new Promise((resolve, reject) => {
		client.GetFeature(point, new Metadata(), options, settle(resolve, reject));
	});
}

/** A unary call of any path, of bytes without a meaning; rejects where it fails. */
export function callPath(client: RouteGuideClient, path: string): Promise<Buffer> {
	const same = (bytes: Buffer) => bytes;
	return new Promise((resolve, reject) => {
		client.makeUnaryRequest(path, same, same, Buffer.alloc(0), settle(resolve, reject));
	});
}

/** A note without a place, in its frame: the second one is answered by the first. */
const NOTE = Buffer.from([0, 0, 0, 0, 3, 0x12, 1, 0x61]);

/**
 * A chat of two notes and a reply, whose connection is lost then. Cancelled in order, a client on Node would
 * half-close first, and a server that is slow to see the reset would answer OK.
 */
export async function leaveEarly(address: string): Promise<void> {
	const socket = connectSocket(Number(address.split(":").at(-1)), "127.0.0.1");
	const session = connect(`http://${address}`, { createConnection: () => socket });
	session.on("error", () => {});
	const call = session.request({
		":method": "POST",
		":path": "/routeguide.RouteGuide/RouteChat",
		"content-type": "application/grpc",
		te: "trailers",
	});
	call.on("error", () => {});
	for (const bytes of [NOTE, NOTE]) call.write(bytes);
	await new Promise((answered) => call.once("data", answered));
	socket.destroy();
}

export async function listFeatures(
	client: RouteGuideClient,
	rectangle: Rectangle,
): Promise<Feature__Output[]> {
	return (await drained(client.ListFeatures(rectangle))).messages;
}

export function recordRoute(
	client: RouteGuideClient,
	points: Iterable<Point>,
): Promise<RouteSummary__Output> {
	return new Promise((resolve, reject) => {
		const call = client.RecordRoute(settle(resolve, reject));
		for (const point of points) {
			call.write(point);
		}
		call.end();
	});
}

/** Sends all notes, half-closes, and reads to the end. */
export async function chat(
	client: RouteGuideClient,
	notes: Iterable<RouteNote>,
): Promise<{ readonly messages: RouteNote__Output[]; readonly status: StatusObject }> {
	const call = client.RouteChat();
	for (const note of notes) {
		call.write(note);
	}
	call.end();
	return drained(call);
}

/** Everything a stream still gives, and the status it ends with, OK or not. */
export function drained<T>(
	call: ClientReadableStream<T>,
): Promise<{ readonly messages: T[]; readonly status: StatusObject }> {
	const messages: T[] = [];
	call.on("data", (message: T) => messages.push(message));
	call.on("error", () => {});
	return new Promise((resolve) => {
		call.on("status", (status) => resolve({ messages, status }));
	});
}

/** A chat in steps. No reply is lost between them. */
export class Conversation {
	readonly #call: ClientDuplexStream<RouteNote, RouteNote__Output>;
	readonly #ended: Promise<StatusObject>;
	readonly #unread: string[] = [];
	#onReply = () => {};

	constructor(client: RouteGuideClient, options: CallOptions = {}) {
		this.#call = client.RouteChat(new Metadata(), options);
		this.#call.on("data", ({ message }: RouteNote__Output) => {
			this.#unread.push(message);
			this.#onReply();
		});
		this.#call.on("error", () => {});
		this.#ended = new Promise((resolve) => {
			this.#call.on("status", resolve);
		});
	}

	/** Sends a note, and gives the texts of the next `count` replies. */
	async say(note: RouteNote, count: number): Promise<string[]> {
		this.#call.write(note);
		while (this.#unread.length < count) {
			await new Promise<void>((resolve) => {
				this.#onReply = resolve;
			});
		}
		return this.#unread.splice(0, count);
	}

	cancel(): Promise<StatusObject> {
		this.#call.cancel();
		return this.#ended;
	}

	/** Half-closes, and gives the texts of the replies not read yet. */
	async end(): Promise<string[]> {
		this.#call.end();
		await this.#ended;
		return this.#unread;
	}

	get status(): Promise<StatusObject> {
		return this.#ended;
	}
}

export function note(latitude: number, longitude: number, message: string): RouteNote {
	return { location: { latitude, longitude }, message };
}
