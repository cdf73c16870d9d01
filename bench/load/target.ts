/** A server that is to be kept busy, and what both load makers tell of it. */
import type { Behaviour } from "../../interop/model/words.ts";
import type { DatabaseFiles } from "../databases/files.ts";
import type { Load } from "../model/loads.ts";

export interface Target {
	/** host:port */
	readonly address: string;
	readonly behaviour: Behaviour;
	/** What a client needs over TLS; null over plaintext. */
	readonly tls: { readonly ca: string; readonly name: string } | null;
	readonly files: DatabaseFiles;
}

export interface LoadOrder {
	readonly target: Target;
	readonly load: Load;
	/** No call begins later; those that are open then are carried out. */
	readonly seconds: number;
	readonly signal: AbortSignal;
}

export interface Seen {
	readonly calls: number;
	readonly messages: number;
	/** From the first call's beginning to the last one's end. */
	readonly seconds: number;
	readonly p50_ms: number | null;
	readonly p99_ms: number | null;
	readonly failed: number;
	readonly failure: string | null;
}
