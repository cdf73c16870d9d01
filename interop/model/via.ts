/** What lies between driver and server in a scenario with `via`: one end of the harness, of one kind. */
import { z } from "zod";
import { ServerCertificate } from "./tls.ts";
import type { Transport } from "./words.ts";

/** A gRPC frame's edits, carried out in the order of these keys. */
export const MessageEdit = z.strictObject({
	/** Which message of its direction, from 1; every one where absent. */
	at: z.int().positive().optional(),
	/** How often it is passed on: 0 leaves it out. */
	times: z.int().nonnegative().optional(),
	/** An unknown field (number 15) of so many zero bytes is put after it. */
	pad: z.int().positive().optional(),
	/** These bytes, in hex, are put after it: further fields, perhaps once more one that it has. */
	append: z
		.string()
		.regex(/^([0-9a-f]{2} ?)+$/)
		.optional(),
	/** `pack` and `unpack` compress and decompress, and set the flag so; `damage` packs, and breaks what comes out. */
	gzip: z.enum(["pack", "unpack", "damage"]).optional(),
	/** The frame's flag byte. */
	flag: z.int().min(0).max(255).optional(),
	/** So many bytes are missing at the frame's end, and the direction ends there. */
	cut: z.int().positive().optional(),
});
export type MessageEdit = z.infer<typeof MessageEdit>;

/** Set; null removes. */
const HeaderEdits = z.record(z.string().regex(/^:?[a-z0-9_.-]+$/), z.string().nullable());
export type HeaderEdits = z.infer<typeof HeaderEdits>;

/** An error code of HTTP/2 by its name. Source: RFC 9113, section 7. */
export const Http2Code = z.enum([
	"NO_ERROR",
	"PROTOCOL_ERROR",
	"INTERNAL_ERROR",
	"FLOW_CONTROL_ERROR",
	"SETTINGS_TIMEOUT",
	"STREAM_CLOSED",
	"FRAME_SIZE_ERROR",
	"REFUSED_STREAM",
	"CANCEL",
	"COMPRESSION_ERROR",
	"CONNECT_ERROR",
	"ENHANCE_YOUR_CALM",
	"INADEQUATE_SECURITY",
	"HTTP_1_1_REQUIRED",
]);
export type Http2Code = z.infer<typeof Http2Code>;

/** A relay that reads HTTP/2 and gRPC's frames, over plaintext, and passes on what it is not told to change. */
export const Http2Relay = z.strictObject({
	request: z
		.strictObject({
			headers: HeaderEdits.optional(),
			messages: z.array(MessageEdit).min(1).optional(),
			/** The first so many streams are reset at once; the server never hears of them. */
			refuse: z.strictObject({ streams: z.int().positive(), code: Http2Code }).optional(),
		})
		.optional(),
	response: z
		.strictObject({
			/** The relay answers by itself; the server never hears of the request. */
			instead: z
				.strictObject({ headers: z.record(z.string(), z.string()), body: z.string().optional() })
				.optional(),
			/** The one block of a trailers-only answer is changed by both. */
			headers: HeaderEdits.optional(),
			trailers: HeaderEdits.optional(),
			messages: z.array(MessageEdit).min(1).optional(),
			/**
			 * After so many messages (0: after the headers), or once the client has half-closed, no more is
			 * passed on; the response just ends, without trailers, where nothing else is said.
			 */
			stop: z
				.strictObject({
					after: z.union([z.int().nonnegative(), z.literal("half-close")]),
					reset: Http2Code.optional(),
					/** The TCP connection is dropped. */
					drop: z.literal(true).optional(),
				})
				.optional(),
		})
		.optional(),
	/** On the first connection, once so many streams have begun on it; later ones go on unhindered. */
	goaway: z
		.strictObject({
			after: z.int().positive(),
			code: Http2Code.default("NO_ERROR"),
			/** It says that the last of them was not looked at, and that one is not passed on. */
			unprocessed: z.literal(true).optional(),
		})
		.refine(({ after, unprocessed }) => !unprocessed || after > 1, {
			message:
				"expected after: 2 or more where unprocessed: Node can't say that no stream was looked at",
		})
		.optional(),
});
export type Http2Relay = z.infer<typeof Http2Relay>;

/** A version of TLS that is spoken, and no other. */
export const TlsVersion = z.enum(["1.1", "1.2", "1.3"]);
export type TlsVersion = z.infer<typeof TlsVersion>;

/** Absent: those that Node has. */
const version = TlsVersion.optional();
/** The protocols that it knows by ALPN; none: it does not take part. */
const alpn = z.array(z.string().min(1)).default(["h2"]);

/** An end that speaks TLS with drivers, in front of a plaintext server, and passes bytes on. */
export const TlsServerEnd = z.strictObject({
	certificate: ServerCertificate.default("usual"),
	version,
	alpn,
});
export type TlsServerEnd = z.infer<typeof TlsServerEnd>;

/** An end that speaks TLS with a server, for drivers in plaintext, and passes bytes on. */
export const TlsClientEnd = z.strictObject({ version, alpn });
export type TlsClientEnd = z.infer<typeof TlsClientEnd>;

/** One kind, by its name. */
export const Via = z
	.strictObject({
		http2: Http2Relay.optional(),
		tls_server: TlsServerEnd.optional(),
		tls_client: TlsClientEnd.optional(),
	})
	.refine((via) => Object.keys(via).length === 1, { message: "expected one kind of relay" });
export type Via = z.infer<typeof Via>;

/** Which of the two ends with TLS, where a scenario says nothing else, what lies between them considered. */
export function hasTls(
	via: Via | null,
	transport: Transport,
): { readonly client: boolean; readonly server: boolean } {
	const server = transport !== "plaintext";
	if (via?.tls_server !== undefined) return { client: true, server };
	return { client: server && via?.tls_client === undefined, server };
}
