/** From an address and TLS files to a stub on one channel. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ChannelOptions, compressionAlgorithms, credentials } from "@grpc/grpc-js";
import { type RouteGuideStub, routeguide } from "./proto.ts";

/** TLS as this client is to use it; every file is PEM. */
export interface TlsSettings {
	/** File of the only certificates to trust; null: Node's own roots. */
	readonly ca: string | null;
	/** The name the server's certificate must carry, also sent as SNI and `:authority`; null: the address's host. */
	readonly name: string | null;
	/** File of the client's own certificate (mutual TLS); `cert` and `key` come together. */
	readonly cert: string | null;
	readonly key: string | null;
}

/** Where the server is: `host:port`, and TLS or null for plaintext. */
export interface Target {
	readonly address: string;
	readonly tls: TlsSettings | null;
	/** Where it is to be other than the library has it. */
	readonly channel?: ChannelSettings;
}

/** What is absent is as grpc-js has it. */
export interface ChannelSettings {
	/** The largest message that is taken, in bytes; -1 for no limit. */
	readonly max_receive_bytes?: number;
	/** Of every request message. */
	readonly compression?: "gzip";
	/** In JSON; grpc-js retries as it says without being told to. */
	readonly service_config?: string;
	/** Milliseconds without a call after which the channel goes idle; grpc-js takes a second at least. */
	readonly idle_ms?: number;
	/** Milliseconds from one failed attempt to connect to the next. */
	readonly reconnect_ms?: number;
	/** Of HTTP/2's flow control, of each stream and of the connection. */
	readonly window_bytes?: number;
}

/** No channel can be made: a file is missing or is not what it should be. `hint` says what to do. */
export class ChannelError extends Error {
	override readonly name = "ChannelError";
	readonly hint: string;

	constructor(message: string, hint: string, cause?: unknown) {
		super(message, { cause });
		this.hint = hint;
	}
}

/**
 * Makes a stub on a channel of its own; it connects at the first call. Message sizes are the
 * library's defaults (4 MiB received, no limit sent), and proxies are not used.
 * Errors: {@link ChannelError}.
 */
export function connect(target: Target): RouteGuideStub {
	if (!/^.+:\d+$/.test(target.address)) {
		throw new ChannelError(
			`address: expected host:port, got ${JSON.stringify(target.address)}`,
			"For example localhost:50051.",
		);
	}
	const options: ChannelOptions = {
		"grpc.enable_http_proxy": 0,
		// A channel of its own, even where another one in this process has the same target.
		"grpc.use_local_subchannel_pool": 1,
		...channelOptions(target.channel ?? {}),
	};
	if (target.tls === null) {
		return new routeguide.RouteGuide(target.address, credentials.createInsecure(), options);
	}
	if (target.tls.name !== null) {
		options["grpc.ssl_target_name_override"] = target.tls.name;
		options["grpc.default_authority"] = target.tls.name;
	}
	return new routeguide.RouteGuide(target.address, tlsCredentials(target.tls), options);
}

function channelOptions({
	max_receive_bytes,
	compression,
	service_config,
	idle_ms,
	reconnect_ms,
	window_bytes,
}: ChannelSettings): ChannelOptions {
	return {
		...(max_receive_bytes === undefined
			? {}
			: { "grpc.max_receive_message_length": max_receive_bytes }),
		...(compression === undefined
			? {}
			: { "grpc.default_compression_algorithm": compressionAlgorithms[compression] }),
		...(service_config === undefined ? {} : { "grpc.service_config": service_config }),
		...(idle_ms === undefined ? {} : { "grpc.client_idle_timeout_ms": idle_ms }),
		...(reconnect_ms === undefined
			? {}
			: {
					"grpc.initial_reconnect_backoff_ms": reconnect_ms,
					"grpc.max_reconnect_backoff_ms": reconnect_ms,
				}),
		...(window_bytes === undefined ? {} : { "grpc-node.flow_control_window": window_bytes }),
	};
}

function tlsCredentials({ ca, cert, key }: TlsSettings) {
	if ((cert === null) !== (key === null)) {
		throw new ChannelError(
			`TLS: got a client ${cert === null ? "key without a certificate" : "certificate without a key"}`,
			"Give both, or neither.",
		);
	}
	// Each file is parsed here: Node's TLS would silently trust nobody where a CA file is rubbish.
	const roots = ca === null ? null : readPem("CA", ca, (pem) => new X509Certificate(pem));
	const chain =
		cert === null ? null : readPem("certificate", cert, (pem) => new X509Certificate(pem));
	const privateKey = key === null ? null : readPem("key", key, (pem) => createPrivateKey(pem));
	try {
		return credentials.createSsl(roots, privateKey, chain);
	} catch (cause) {
		throw new ChannelError(
			`TLS: ${cert} and ${key} cannot be used together: ${messageOf(cause)}`,
			"Give the key that belongs to the certificate.",
			cause,
		);
	}
}

function readPem(what: string, file: string, parse: (pem: Buffer) => unknown): Buffer {
	let pem: Buffer;
	try {
		pem = readFileSync(file);
	} catch (cause) {
		throw new ChannelError(
			`TLS: cannot read the ${what} file ${file}: ${messageOf(cause)}`,
			"Check the path and who may read it.",
			cause,
		);
	}
	try {
		parse(pem);
	} catch (cause) {
		throw new ChannelError(
			`TLS: the ${what} file ${file} is not a PEM ${what === "key" ? "private key" : "certificate"}: ${messageOf(cause)}`,
			"Expected a text file that begins with -----BEGIN.",
			cause,
		);
	}
	return pem;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
