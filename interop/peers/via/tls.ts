/** Relays with TLS at one end: what passes is bytes, and nobody looks at them. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import {
	createServer as createTlsServer,
	type SecureContextOptions,
	type SecureVersion,
	type TLSSocket,
	connect as tlsConnect,
} from "node:tls";
import type { TlsClientEnd, TlsServerEnd, TlsVersion } from "../../model/via.ts";
import type { Relay, RelayOrder } from "./relay.ts";

/** The end of one way is passed on, and the other stays open. */
const HALF_OPEN = { allowHalfOpen: true };

type Order = Omit<RelayOrder, "via">;

/** In front of a plaintext server: drivers speak TLS with it. Rejects where it cannot listen. */
export async function openTlsServerEnd(
	order: Order & { readonly end: TlsServerEnd },
): Promise<Relay> {
	const { certificates, instance, end } = order;
	const { cert, key } = await certificates.server(instance.server, end.certificate);
	const listener = createTlsServer({
		...HALF_OPEN,
		...(await pem({ cert, key })),
		...versionOptions(end.version),
		...(end.alpn.length > 0 ? { ALPNProtocols: [...end.alpn] } : {}),
	});
	listener.on("secureConnection", (driver: TLSSocket) => {
		join(driver, connect({ ...HALF_OPEN, ...hostPortOf(order.server) }));
	});
	// A handshake that fails is what most drivers are here for.
	listener.on("tlsClientError", () => {});
	return listen(listener, order.bind);
}

/** In front of a TLS server: drivers speak plaintext with it. Rejects where it cannot listen. */
export async function openTlsClientEnd(
	order: Order & { readonly end: TlsClientEnd },
): Promise<Relay> {
	const { certificates, instance, end } = order;
	const own = instance.transport === "mtls" ? await pem(await certificates.client()) : {};
	const ca = await readFile(await certificates.ca());
	const listener = createServer(HALF_OPEN, (driver) => {
		const server = tlsConnect({
			...HALF_OPEN,
			...hostPortOf(order.server),
			...own,
			ca,
			servername: certificates.nameOf(instance.server),
			...versionOptions(end.version),
			...(end.alpn.length > 0 ? { ALPNProtocols: [...end.alpn] } : {}),
		});
		join(driver, server);
	});
	return listen(listener, order.bind);
}

/** An IPv6 address stands in brackets. */
function hostPortOf(address: string): { readonly host: string; readonly port: number } {
	const { hostname, port } = new URL(`tcp://${address}`);
	return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
}

async function pem({ cert, key }: { readonly cert: string; readonly key: string }) {
	return { cert: await readFile(cert), key: await readFile(key) };
}

/** That version and no other; absent: those that Node has. */
function versionOptions(version: TlsVersion | undefined): SecureContextOptions {
	if (version === undefined) return {};
	const only = `TLSv${version}` as SecureVersion;
	// OpenSSL has the old ones at its lowest level of security only.
	const old = version === "1.1" ? { ciphers: "DEFAULT@SECLEVEL=0" } : {};
	return { minVersion: only, maxVersion: only, ...old };
}

/** Passes bytes both ways until both have ended, or one has broken: then the other is dropped as well. */
function join(driver: Socket, server: Socket): void {
	const drop = () => {
		driver.destroy();
		server.destroy();
	};
	driver.on("error", drop);
	server.on("error", drop);
	Promise.all([pipeline(driver, server), pipeline(server, driver)]).then(drop, drop);
}

async function listen(listener: Server, bind: string): Promise<Relay> {
	const sockets = new Set<Socket>();
	listener.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.once("close", () => sockets.delete(socket));
	});
	listener.listen({ host: bind, port: 0 });
	await once(listener, "listening");
	return {
		port: (listener.address() as AddressInfo).port,
		// Nothing is looked at, so there is nothing to be complete.
		settled: async () => {},
		streams: () => null,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) socket.destroy();
			if (listener.listening) await new Promise((resolve) => listener.close(resolve));
		},
	};
}
