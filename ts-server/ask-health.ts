/** Asks a server for its own health, as one that stands beside it. */
import {
	type ChannelCredentials,
	type Client,
	credentials,
	makeGenericClientConstructor,
	type ServiceError,
	status,
} from "@grpc/grpc-js";
import { service } from "grpc-health-check";
import { readFileOf } from "./read-file.ts";
import type { Whereabouts } from "./ready-file.ts";
import type { TlsFiles } from "./tls-files.ts";

/** A server that takes longer is of no use to others either. */
const LIMIT_MS = 3000;

interface HealthClient extends Client {
	check(
		request: { readonly service: string },
		options: { readonly deadline: number },
		done: (error: ServiceError | null, response?: { readonly status: string }) => void,
	): void;
}

const Health = makeGenericClientConstructor(service, "Health") as unknown as new (
	...of: ConstructorParameters<typeof Client>
) => HealthClient;

/**
 * The status of the server as a whole, after grpc.health.v1: `SERVING`, `NOT_SERVING`, `UNKNOWN`. Or, where
 * the call failed, its status code by name with its text, e.g. `UNIMPLEMENTED: …`.
 *
 * @throws {StartError} where a file for TLS cannot be read.
 */
export async function askHealth({ listening, tls }: Whereabouts): Promise<string> {
	const client = new Health(dialled(listening), credentialsFor(tls), {
		// It is asked directly, whatever the environment says of other machines.
		"grpc.enable_http_proxy": 0,
		// An address is no name that TLS could ask for.
		"grpc.ssl_target_name_override": "localhost",
	});
	try {
		return await new Promise((resolve) => {
			client.check({ service: "" }, { deadline: Date.now() + LIMIT_MS }, (error, response) =>
				resolve(
					error ? `${status[error.code]}: ${error.details}` : (response?.status ?? "no answer"),
				),
			);
		});
	} finally {
		client.close();
	}
}

/** A server on all interfaces is asked at one of them. */
function dialled(listening: string): string {
	return listening.replace(/^0\.0\.0\.0:/, "127.0.0.1:").replace(/^\[::\]:/, "[::1]:");
}

/**
 * Whose certificate it is, is not asked: it names the server as others see it, and over loopback there is nobody
 * else. Nothing secret is sent. Where clients must show one, the server's own is shown.
 */
function credentialsFor(tls: TlsFiles | null): ChannelCredentials {
	if (tls === null) return credentials.createInsecure();
	const [key, certificate] =
		tls.clientCa === null
			? [null, null]
			: [
					readFileOf("--key_file", tls.key, "tls"),
					readFileOf("--cert_file", tls.certificate, "tls"),
				];
	return credentials.createSsl(null, key, certificate, { rejectUnauthorized: false });
}
