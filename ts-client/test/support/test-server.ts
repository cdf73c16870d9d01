/** A RouteGuide server on port 0, made for these tests: each handler can be replaced. */
import { Server, ServerCredentials, type ServerOptions } from "@grpc/grpc-js";
import type { RouteGuideHandlers } from "../../../proto/generated/routeguide/RouteGuide.ts";
import { routeguide } from "../../proto.ts";

export interface TestServer extends AsyncDisposable {
	readonly port: number;
	readonly address: string;
}

/** Echoes; ListFeatures streams as many features as `hi.latitude` says, up to 100. */
const ECHO: RouteGuideHandlers = {
	GetFeature: (call, callback) => callback(null, { name: "here", location: call.request }),
	ListFeatures: (call) => {
		const count = Math.min(call.request.hi?.latitude ?? 0, 100);
		for (let latitude = 0; latitude < count; latitude += 1) {
			call.write({ name: `feature ${latitude}`, location: { latitude } });
		}
		call.end();
	},
	RecordRoute: (call, callback) => {
		let points = 0;
		call.on("data", () => {
			points += 1;
		});
		call.on("end", () => callback(null, { point_count: points }));
	},
	RouteChat: (call) => {
		call.on("data", (note) => call.write(note));
		call.on("end", () => call.end());
	},
};

export async function startServer(
	handlers: Partial<RouteGuideHandlers> = {},
	credentials: ServerCredentials = ServerCredentials.createInsecure(),
	options: ServerOptions = {},
): Promise<TestServer> {
	const server = new Server(options);
	const implementation: RouteGuideHandlers = Object.assign({}, ECHO, handlers);
	server.addService(routeguide.RouteGuide.service, implementation);
	const { promise, resolve, reject } = Promise.withResolvers<number>();
	server.bindAsync("127.0.0.1:0", credentials, (error, port) =>
		error === null ? resolve(port) : reject(error),
	);
	const port = await promise;
	return {
		port,
		address: `127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			server.forceShutdown();
		},
	};
}
