/** Shows metrics to who comes for them: GET /metrics. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { addressOf, bindError } from "./listen.ts";

/** What is shown: a registry, or several as one. */
export interface Shown {
	readonly contentType: string;
	metrics(): Promise<string>;
}

/**
 * Listens until the process ends.
 *
 * @returns where they are shown, a URL.
 * @throws {StartError} where the host has no address, or it cannot be bound.
 */
export async function serveMetrics(
	{ host, port }: { readonly host: string; readonly port: number },
	shown: Shown,
): Promise<string> {
	const server = createServer((request, response) => {
		if (request.url?.split("?")[0] !== "/metrics") {
			response.writeHead(404).end("GET /metrics\n");
		} else if (request.method !== "GET" && request.method !== "HEAD") {
			response.writeHead(405, { allow: "GET, HEAD" }).end();
		} else {
			shown.metrics().then(
				(text) => response.writeHead(200, { "content-type": shown.contentType }).end(text),
				(cause) => response.writeHead(500).end(`${cause}\n`),
			);
		}
	});
	const { address, printed } = await addressOf(host);
	try {
		await once(server.listen(port, address), "listening");
	} catch (cause) {
		throw bindError(`${printed}:${port}`, cause as Error, "--metrics_port");
	}
	return `http://${printed}:${(server.address() as AddressInfo).port}/metrics`;
}
