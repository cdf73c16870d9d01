/** Faults between the handlers and the wire: in metadata and statuses as they are sent. */
import { Metadata, type MetadataValue, ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "./fault.ts";

/** A status on its way. */
export interface End {
	readonly code: status;
	readonly details: string;
	readonly metadata: Metadata;
}

export interface Changes {
	readonly initial?: (metadata: Metadata) => Metadata;
	/** `sent`: how many messages went before it. */
	readonly end?: (end: End, sent: number) => End;
}

/** Changes what is sent. */
export function sending({ initial, end }: Changes): Fault {
	return {
		interceptor: (_method, call) => {
			let sent = 0;
			return new ServerInterceptingCall(call, {
				sendMetadata: (metadata, next) => next(initial?.(metadata) ?? metadata),
				sendMessage: (message, next) => {
					sent += 1;
					next(message);
				},
				sendStatus: (given, next) => {
					const whole = {
						code: given.code ?? status.OK,
						details: given.details ?? "",
						metadata: given.metadata ?? new Metadata(),
					};
					next(end?.(whole, sent) ?? given);
				},
			});
		},
	};
}

/** Changes failures only. */
export function failing(change: (end: End, sent: number) => End): Fault {
	return sending({ end: (end, sent) => (end.code === status.OK ? end : change(end, sent)) });
}

/** Changes the texts of failures. */
export function saying(change: (details: string, end: End) => string): Fault {
	return failing((end) => ({ ...end, details: change(end.details, end) }));
}

/** Changes metadata at both ends, entry by entry; null leaves one out. The orders' own marks are its users' business. */
export function entries(
	change: (key: string, values: readonly MetadataValue[]) => [string, MetadataValue[]] | null,
): Fault {
	const changed = (metadata: Metadata) => {
		const made = new Metadata();
		for (const key of Object.keys(metadata.getMap())) {
			const [name, values] = change(key, metadata.get(key)) ?? [key, []];
			for (const value of values) made.add(name, value);
		}
		return made;
	};
	return sending({ initial: changed, end: (end) => ({ ...end, metadata: changed(end.metadata) }) });
}

/** Changes single values of text. */
export function texts(change: (text: string) => string): Fault {
	return entries((key, values) => [
		key,
		values.map((value) => (typeof value === "string" ? change(value) : value)),
	]);
}

/** Changes single values of bytes. */
export function bytes(change: (bytes: Buffer) => Buffer): Fault {
	return entries((key, values) => [
		key,
		values.map((value) => (typeof value === "string" ? value : change(value))),
	]);
}
