/** Faults in what a server makes of TLS. */
import http2 from "node:http2";
import type { TLSSocket } from "node:tls";

/** From now on, TLS servers of this process are made with other options. */
export function tlsServersWith(
	change: (options: http2.SecureServerOptions) => http2.SecureServerOptions,
	refuses: (socket: TLSSocket) => boolean = () => false,
): void {
	const { createSecureServer } = http2;
	http2.createSecureServer = ((options: http2.SecureServerOptions) => {
		const server = createSecureServer(change(options));
		server.prependListener("secureConnection", (socket: TLSSocket) => {
			if (refuses(socket)) socket.destroy();
		});
		return server;
	}) as typeof createSecureServer;
}

/** Clients are served with certificates of which OpenSSL complains so, by the names that Node gives. */
export function clientsOverlooking(...overlooked: readonly string[]): void {
	tlsServersWith(
		(options) => ({ ...options, rejectUnauthorized: false }),
		// The types have it as an Error; it is the complaint's name.
		({ authorized, authorizationError }) =>
			!authorized && !overlooked.includes(String(authorizationError)),
	);
}
