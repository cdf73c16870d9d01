/** Readiness of a server that announces nothing: a gRPC channel to it becomes ready. */
import { readFile } from "node:fs/promises";
import { type ChannelCredentials, Client, credentials } from "@grpc/grpc-js";
import type { ServerCertificate } from "../model/tls.ts";
import type { Transport } from "../model/words.ts";
import type { Certificates } from "./certificates.ts";

/** What a server was told to be. */
export interface Expected {
	readonly server: string;
	readonly transport: Transport;
	readonly certificates: Certificates;
	readonly certificate: ServerCertificate;
}

/** Resolves once a channel to `address` is ready; rejects after `ms`. */
export async function connects(address: string, expected: Expected, ms: number): Promise<void> {
	const { server, transport, certificates } = expected;
	const client = new Client(address, await credentialsFor(expected), {
		"grpc.enable_http_proxy": 0,
		// The server may need a moment: look again soon.
		"grpc.initial_reconnect_backoff_ms": 20,
		"grpc.max_reconnect_backoff_ms": 100,
		...(transport === "plaintext"
			? {}
			: { "grpc.ssl_target_name_override": certificates.nameOf(server) }),
	});
	try {
		await new Promise<void>((resolve, reject) => {
			client.waitForReady(Date.now() + ms, (problem) =>
				problem ? reject(new Error(`no gRPC channel to ${address} within ${ms} ms`)) : resolve(),
			);
		});
	} finally {
		client.close();
	}
}

async function credentialsFor({
	transport,
	certificates,
	certificate,
}: Expected): Promise<ChannelCredentials> {
	if (transport === "plaintext") return credentials.createInsecure();
	const client = transport === "mtls" ? await certificates.client() : null;
	return credentials.createSsl(
		await readFile(await certificates.ca()),
		client && (await readFile(client.key)),
		client && (await readFile(client.cert)),
		// Whether a bad one is refused is for the clients to show.
		certificate === "usual" ? {} : { rejectUnauthorized: false },
	);
}
