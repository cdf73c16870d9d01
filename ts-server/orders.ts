/** What request metadata asks a server to do. The words are those of interop/model/server-contract.md. */
import { Metadata, status } from "@grpc/grpc-js";

/** How a call is to fail, and when. */
export interface Failure {
	readonly code: status;
	readonly details: string;
	/** Bytes of grpc-status-details-bin, or null. */
	readonly statusDetails: Buffer | null;
	/** Once so many messages have been read, and so many written. */
	readonly reads: number;
	readonly writes: number;
	/** Milliseconds to wait then. */
	readonly delayMs: number;
	/** As a fault in a handler would. */
	readonly thrown: boolean;
}

export interface Orders {
	/** To be sent with what the handler sends. */
	readonly initial: Metadata;
	readonly trailing: Metadata;
	readonly headersNow: boolean;
	/** Milliseconds before the handler begins; a call that ends meanwhile ends the wait. */
	readonly delayMs: number;
	/** Likewise, but nothing ends it. */
	readonly sleepMs: number;
	/** Milliseconds before each response of a stream; a call that ends meanwhile ends the wait. */
	readonly paceMs: number;
	readonly signal: SignalOrder | null;
	/** How many request messages the handler is given; the others are read and thrown away. */
	readonly keep: number;
	readonly failure: Failure | null;
}

/** A signal that the server is to send itself. */
export interface SignalOrder {
	readonly name: "SIGTERM" | "SIGKILL";
	/** Once so many messages have been written; 0: before the handler begins. */
	readonly writes: number;
}

/** The text of a handler's fault. */
export const THROWN = "obeyed: throw";

/** A value that makes no sense; the message names its key. */
export class OrderError extends Error {
	override readonly name = "OrderError";
}

/** @throws {OrderError} */
export function ordersOf(metadata: Metadata): Orders {
	const headers = textOf(metadata, "x-interop-headers");
	if (headers !== null && headers !== "now") throw new OrderError(`x-interop-headers: ${headers}`);
	return {
		initial: padded(
			picked(metadata, (key) => {
				return key === "x-grpc-test-echo-initial" || key.startsWith("x-interop-initial-");
			}),
			countOf(metadata, "x-interop-padding-initial"),
		),
		trailing: padded(
			picked(metadata, (key) => {
				return key === "x-grpc-test-echo-trailing-bin" || key.startsWith("x-interop-trailing-");
			}),
			countOf(metadata, "x-interop-padding-trailing"),
		),
		headersNow: headers !== null,
		delayMs: countOf(metadata, "x-interop-delay-ms"),
		sleepMs: countOf(metadata, "x-interop-sleep-ms"),
		paceMs: countOf(metadata, "x-interop-pace-ms"),
		signal: signalOf(metadata),
		failure: isFailingAttempt(metadata) ? failureOf(metadata) : null,
		keep:
			textOf(metadata, "x-interop-keep") === null ? Infinity : countOf(metadata, "x-interop-keep"),
	};
}

function failureOf(metadata: Metadata): Failure | null {
	const name = textOf(metadata, "x-interop-fail");
	if (name === null) return null;
	const thrown = name === "THROW";
	const code = thrown ? status.UNKNOWN : status[name as keyof typeof status];
	if (typeof code !== "number" || code === status.OK) {
		throw new OrderError(`x-interop-fail: ${name}`);
	}
	const details = bytesOf(metadata, "x-interop-fail-message-bin")?.toString("utf8") ?? "";
	const times = countOf(metadata, "x-interop-fail-message-times", 1);
	return {
		code,
		details: thrown ? THROWN : details.repeat(times),
		statusDetails: bytesOf(metadata, "x-interop-fail-details-bin"),
		reads: countOf(metadata, "x-interop-fail-reads"),
		writes: countOf(metadata, "x-interop-fail-writes"),
		delayMs: countOf(metadata, "x-interop-fail-delay-ms"),
		thrown,
	};
}

/** A client that tries again says how often it has tried already. */
function isFailingAttempt(metadata: Metadata): boolean {
	const attempts = countOf(metadata, "x-interop-fail-attempts");
	return attempts === 0 || countOf(metadata, "grpc-previous-rpc-attempts") < attempts;
}

function signalOf(metadata: Metadata): SignalOrder | null {
	const name = textOf(metadata, "x-interop-signal");
	if (name === null) return null;
	if (name !== "TERM" && name !== "KILL") throw new OrderError(`x-interop-signal: ${name}`);
	return { name: `SIG${name}`, writes: countOf(metadata, "x-interop-signal-writes") };
}

function picked(metadata: Metadata, wanted: (key: string) => boolean): Metadata {
	const chosen = new Metadata();
	for (const key of Object.keys(metadata.getMap())) {
		if (!wanted(key)) continue;
		for (const value of metadata.get(key)) chosen.add(key, value);
	}
	return chosen;
}

/** A value so long, where it is to have a length at all. */
function padded(metadata: Metadata, characters: number): Metadata {
	if (characters > 0) metadata.set("x-interop-padding", "x".repeat(characters));
	return metadata;
}

function textOf(metadata: Metadata, key: string): string | null {
	return metadata.get(key)[0]?.toString() ?? null;
}

function bytesOf(metadata: Metadata, key: string): Buffer | null {
	const [value] = metadata.get(key);
	return value === undefined ? null : Buffer.from(value);
}

function countOf(metadata: Metadata, key: string, absent = 0): number {
	const text = textOf(metadata, key) ?? String(absent);
	if (!/^\d{1,9}$/.test(text)) throw new OrderError(`${key}: ${text}`);
	return Number(text);
}
