import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { type AddressInfo, isIPv6, type Server as NetServer } from "node:net";
import type { Server, ServerCredentials } from "@grpc/grpc-js";
import { reasonOf, StartError } from "./start-error.ts";

const FAILURES: Readonly<
	Record<string, readonly [reason: string, hint: (flag: string) => string]>
> = {
	EADDRINUSE: [
		"the port is in use",
		(flag) => `stop what listens there, or choose another ${flag} (0: any)`,
	],
	EADDRNOTAVAIL: [
		"this machine has no such address",
		() => "choose another --host, e.g. 127.0.0.1",
	],
	EACCES: ["permission denied", (flag) => `choose a ${flag} of 1024 or more (0: any)`],
};

/**
 * Binds the server to exactly one address. grpc-js alone is content where one of several is free.
 *
 * @returns `host:port` as bound.
 * @throws {StartError} where the host has no address, or it cannot be bound.
 */
export async function listen(
	server: Server,
	{ host, port }: { readonly host: string; readonly port: number },
	credentials: ServerCredentials,
): Promise<string> {
	const { printed } = await addressOf(host);
	const bound = await new Promise<number>((done, refuse) => {
		server.bindAsync(`${printed}:${port}`, credentials, (error, number) =>
			error === null ? done(number) : refuse(bindError(`${printed}:${port}`, error, "--port")),
		);
	});
	return `${printed}:${bound}`;
}

/**
 * The same for a server that is not grpc-js's.
 *
 * @param flag what the port came by.
 */
export async function listenPlainly(
	server: NetServer,
	{ host, port }: { readonly host: string; readonly port: number },
	flag: string,
): Promise<string> {
	const { address, printed } = await addressOf(host);
	try {
		await once(server.listen(port, address), "listening");
	} catch (cause) {
		throw bindError(`${printed}:${port}`, cause as Error, flag);
	}
	return `${printed}:${(server.address() as AddressInfo).port}`;
}

/**
 * One address of a host, also as it stands before a port.
 *
 * @throws {StartError} where it has none.
 */
async function addressOf(
	host: string,
): Promise<{ readonly address: string; readonly printed: string }> {
	try {
		const { address } = await lookup(host, { order: "ipv4first" });
		return { address, printed: isIPv6(address) ? `[${address}]` : address };
	} catch (cause) {
		throw new StartError({
			step: "listen",
			what: `--host ${JSON.stringify(host)} has no address`,
			got: reasonOf(cause),
			hint: "expected a host name or address of this machine, e.g. 127.0.0.1",
			cause,
		});
	}
}

/** Why an address, with its port, cannot be bound; `flag`: what the port came by. */
function bindError(address: string, cause: Error, flag: string): StartError {
	const code = /\bE[A-Z]{3,}\b/.exec(cause.message)?.[0] ?? "";
	const [reason, hint] = FAILURES[code] ?? [
		cause.message,
		() => `choose another --host or ${flag}`,
	];
	const what = `cannot listen on ${address}: ${reason}`;
	return new StartError({ step: "listen", what, got: null, hint: hint(flag), cause });
}
