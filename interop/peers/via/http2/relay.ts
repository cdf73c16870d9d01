/** A relay that reads HTTP/2, over plaintext: a connection to the server for each of the driver's. */
import { once } from "node:events";
import {
	type ClientHttp2Session,
	connect,
	createServer,
	type Http2Server,
	type ServerHttp2Session,
	type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type { Http2Relay } from "../../../model/via.ts";
import type { RelayedStream } from "../../../model/wire.ts";
import { within } from "../../../support/timers.ts";
import type { Relay, RelayOrder } from "../relay.ts";
import { Account, codeOf } from "./account.ts";
import { fromRaw } from "./headers.ts";
import { relayStream } from "./stream.ts";

const SETTLE_MS = 1_000;
/** Far more than any scenario has. A client that retries without end must not fill the harness's memory. */
const MOST_STREAMS = 2_000;

interface Order extends Pick<RelayOrder, "bind" | "server"> {
	readonly edits: Http2Relay;
}

/** The driver's connection and the one to the server that goes with it. */
interface Pair {
	readonly server: ClientHttp2Session;
	readonly first: boolean;
	streams: number;
}

/** Opens one. Rejects where it cannot listen. */
export async function openHttp2Relay(order: Order): Promise<Relay> {
	const relay = new RelayServer(order);
	return relay.listen();
}

class RelayServer {
	readonly #order: Order;
	readonly #listener: Http2Server;
	readonly #sockets = new Map<number, Socket>();
	readonly #pairs = new Map<ServerHttp2Session, Pair>();
	readonly #streams: RelayedStream[] = [];
	#connections = 0;
	#refused = 0;

	constructor(order: Order) {
		this.#order = order;
		this.#listener = createServer();
		this.#listener.on("connection", (socket: Socket) => this.#connected(socket));
		this.#listener.on("session", (session) => this.#pair(session));
		this.#listener.on("stream", (stream, _headers, _flags, raw: string[]) => {
			// Both ends are peers under test: whatever they do must not end the harness.
			void this.#stream(stream, raw).catch(() => stream.close(codeOf("INTERNAL_ERROR")));
		});
		this.#listener.on("sessionError", () => {});
	}

	async listen(): Promise<Relay> {
		this.#listener.listen({ host: this.#order.bind, port: 0 });
		await once(this.#listener, "listening");
		const { port } = this.#listener.address() as AddressInfo;
		return {
			port,
			settled: async () => {
				const open = [...this.#sockets.values()].map((socket) => once(socket, "close"));
				await within(Promise.all(open), SETTLE_MS);
			},
			streams: () => this.#streams,
			[Symbol.asyncDispose]: () => this.#close(),
		};
	}

	#connected(socket: Socket): void {
		const { remotePort } = socket;
		if (remotePort === undefined) return;
		this.#sockets.set(remotePort, socket);
		socket.once("close", () => this.#sockets.delete(remotePort));
		socket.on("error", () => {});
	}

	#pair(session: ServerHttp2Session): void {
		const server = connect(`http://${this.#order.server}`);
		this.#connections += 1;
		this.#pairs.set(session, { server, first: this.#connections === 1, streams: 0 });
		server.on("error", () => {});
		session.on("error", () => {});
		server.once("close", () => session.destroy());
		session.once("close", () => {
			this.#pairs.delete(session);
			server.destroy();
		});
	}

	async #stream(stream: ServerHttp2Stream, raw: readonly string[]): Promise<void> {
		const { session } = stream;
		const pair = session && this.#pairs.get(session as ServerHttp2Session);
		if (!pair) return;
		if (this.#streams.length >= MOST_STREAMS) return session.destroy();
		const account = new Account(fromRaw(raw));
		this.#streams.push(account.stream);
		const { remotePort = 0 } = session.socket;
		const { edits } = this.#order;
		const { refuse } = edits.request ?? {};
		if (refuse !== undefined && this.#refused < refuse.streams) {
			this.#refused += 1;
			stream.on("error", () => {});
			stream.close(codeOf(refuse.code));
			return;
		}
		if (this.#saysGoodbye(stream, session as ServerHttp2Session, pair)) return;
		await relayStream({
			client: stream,
			server: pair.server,
			edits,
			account,
			drop: () => this.#sockets.get(remotePort)?.destroy(),
		});
	}

	/** Sends GOAWAY where it is time; true where the stream is one that is not looked at then. */
	#saysGoodbye(stream: ServerHttp2Stream, session: ServerHttp2Session, pair: Pair): boolean {
		const { goaway } = this.#order.edits;
		pair.streams += 1;
		if (goaway === undefined || !pair.first || pair.streams !== goaway.after) return false;
		const last = stream.id ?? 0;
		if (goaway.unprocessed) stream.on("error", () => {});
		// The client's streams have odd numbers.
		session.goaway(codeOf(goaway.code), goaway.unprocessed ? last - 2 : last);
		return goaway.unprocessed === true;
	}

	async #close(): Promise<void> {
		const closed = once(this.#listener, "close");
		this.#listener.close();
		for (const [session, { server }] of this.#pairs) {
			server.destroy();
			session.destroy();
		}
		for (const socket of this.#sockets.values()) socket.destroy();
		await closed;
	}
}
