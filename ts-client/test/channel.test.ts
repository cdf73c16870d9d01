import { createServer } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { connect } from "../channel.ts";
import { getFeature } from "../get-feature.ts";
import { startServer } from "./support/test-server.ts";

afterEach(() => vi.unstubAllEnvs());

test("Two clients of one server have a connection each.", async () => {
	const peers: string[] = [];
	await using server = await startServer({
		GetFeature: (call, answer) => {
			peers.push(call.getPeer());
			answer(null, {});
		},
	});
	const stubs = [1, 2].map(() => connect({ address: server.address, tls: null }));
	for (const stub of [...stubs, ...stubs]) await getFeature(stub, {}).response;
	for (const stub of stubs) stub.close();
	expect(peers[0]).not.toBe(peers[1]);
	expect(peers.slice(2)).toEqual(peers.slice(0, 2));
});

test.each(["grpc_proxy", "http_proxy", "https_proxy"])("%s is not minded.", async (variable) => {
	let visits = 0;
	const proxy = createServer((socket) => {
		visits += 1;
		socket.destroy();
	});
	await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
	const address = proxy.address();
	if (address === null || typeof address === "string") throw new Error("the proxy has no port");
	// Of the three the library takes the first, and none for a host that is excepted.
	for (const other of ["grpc_proxy", "https_proxy", "http_proxy", "no_grpc_proxy", "no_proxy"]) {
		vi.stubEnv(other, undefined);
	}
	vi.stubEnv(variable, `http://127.0.0.1:${address.port}`);
	await using server = await startServer();
	const stub = connect({ address: server.address, tls: null });
	try {
		expect(await getFeature(stub, {}).response).toMatchObject({ name: "here" });
		expect(visits).toBe(0);
	} finally {
		stub.close();
		proxy.close();
	}
});
