/** Readiness of a server that announces nothing: a gRPC channel to it becomes ready. */
import { readFileSync } from "node:fs";
import { Client, credentials } from "@grpc/grpc-js";
import type { Transport } from "../model/words.ts";
import type { Certificates } from "./certificates.ts";

/** Resolves once a channel to `address` is ready; rejects after `ms`. */
export async function connects(
	address: string,
	transport: Transport,
	certificates: Certificates,
	server: string,
	ms: number,
): Promise<void> {
	const name = certificates.nameOf(server);
	const client = new Client(
		address,
		transport === "plaintext"
			? credentials.createInsecure()
			: credentials.createSsl(
					readFileSync(certificates.ca),
					transport === "mtls" ? readFileSync(certificates.client.key) : null,
					transport === "mtls" ? readFileSync(certificates.client.cert) : null,
				),
		{
			"grpc.enable_http_proxy": 0,
			// The server may need a moment: look again soon.
			"grpc.initial_reconnect_backoff_ms": 20,
			"grpc.max_reconnect_backoff_ms": 100,
			...(transport === "plaintext" ? {} : { "grpc.ssl_target_name_override": name }),
		},
	);
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
