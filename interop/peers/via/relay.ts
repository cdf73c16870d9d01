/** A relay between a driver and a server, of whatever kind a scenario names. */
import type { Instance } from "../../model/plan.ts";
import type { Via } from "../../model/via.ts";
import type { RelayedStream } from "../../model/wire.ts";
import type { Certificates } from "../certificates.ts";
import { openHttp2Relay } from "./http2/relay.ts";
import { openTlsClientEnd, openTlsServerEnd } from "./tls.ts";

export interface RelayOrder {
	readonly via: Via;
	/** The address it is to listen on. */
	readonly bind: string;
	/** `host:port` of the server as this machine reaches it. */
	readonly server: string;
	readonly instance: Pick<Instance, "server" | "transport">;
	readonly certificates: Certificates;
}

/** A relay that listens. Disposed of, it has dropped every connection, and its port is free. */
export interface Relay extends AsyncDisposable {
	readonly port: number;
	/** Resolves once the driver's connections are closed, or after a second: what passed is complete then. */
	settled(): Promise<void>;
	/** Every stream so far, in the order in which they began; null where its kind does not look at them. */
	streams(): readonly RelayedStream[] | null;
}

/** Opens a relay. Rejects where it cannot listen. */
export async function openRelay({ via, ...order }: RelayOrder): Promise<Relay> {
	if (via.http2 !== undefined) return openHttp2Relay({ ...order, edits: via.http2 });
	if (via.tls_server !== undefined) return openTlsServerEnd({ ...order, end: via.tls_server });
	if (via.tls_client !== undefined) return openTlsClientEnd({ ...order, end: via.tls_client });
	throw new Error(`no relay of kind ${Object.keys(via).join()}`);
}
