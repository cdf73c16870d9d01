/** Shows metrics to who comes for them: GET /metrics. */
import { createServer } from "node:http";
import { listenPlainly } from "./listen.ts";

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
	at: { readonly host: string; readonly port: number },
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
	return `http://${await listenPlainly(server, at, "--metrics_port")}/metrics`;
}
