/** A real server on a free port of this process, and a real client of it. */
import { type ChannelCredentials, type ClientOptions, credentials } from "@grpc/grpc-js";
import type { RouteGuideClient } from "../../proto/generated/routeguide/RouteGuide.ts";
import type { CallObserver } from "../observe.ts";
import { checkFlags, type ServerOptions } from "../options.ts";
import type { Drained } from "../running-server.ts";
import { startServer } from "../server.ts";
import { loadRouteGuide } from "../service.ts";
import type { Witness } from "../witness.ts";

export const { RouteGuide } = loadRouteGuide();

/** Witnesses as they come: each is given out once, in order. */
export class WitnessLog {
	readonly #unread: Witness[] = [];
	readonly #waiting: ((witness: Witness) => void)[] = [];

	readonly write = (witness: Witness): void => {
		const waiting = this.#waiting.shift();
		if (waiting === undefined) {
			this.#unread.push(witness);
		} else {
			waiting(witness);
		}
	};

	next(): Promise<Witness> {
		const witness = this.#unread.shift();
		return witness === undefined
			? new Promise((resolve) => this.#waiting.push(resolve))
			: Promise.resolve(witness);
	}

	/** How many nobody has asked for yet. */
	get unread(): number {
		return this.#unread.length;
	}
}

export interface Running extends AsyncDisposable {
	readonly address: string;
	readonly client: RouteGuideClient;
	readonly witnesses: WitnessLog;
	/** Another client, on a connection of its own. */
	connect(options?: ClientOptions, creds?: ChannelCredentials): RouteGuideClient;
	drain(): Promise<Drained>;
	renew(): string | null;
}

export async function running(
	asked: Partial<ServerOptions> = {},
	observers: readonly CallObserver[] = [],
): Promise<Running> {
	const witnesses = new WitnessLog();
	const server = await startServer(
		{ ...checkFlags({ port: "0", name: "tested" }), ...asked },
		{ witness: witnesses.write, observers },
	);
	const clients: RouteGuideClient[] = [];
	const connect: Running["connect"] = (options = {}, creds = credentials.createInsecure()) => {
		// Channels of equal options share connections otherwise.
		const own = { "grpc.use_local_subchannel_pool": 1, ...options };
		const client = new RouteGuide(server.address, creds, own);
		clients.push(client);
		return client;
	};
	return {
		address: server.address,
		client: connect(),
		witnesses,
		connect,
		drain: server.drain,
		renew: server.renew,
		[Symbol.asyncDispose]: async () => {
			for (const client of clients) {
				client.close();
			}
			server.stop();
		},
	};
}
