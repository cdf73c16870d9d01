import { describe, expect, test } from "vitest";
import { addressOf } from "./address.ts";
import type { Location } from "./runtime.ts";

const host: Location = { where: "host", bind: "172.17.0.1", port: 0, alias: null, fromHost: null };
const container: Location = {
	where: "container",
	bind: "0.0.0.0",
	port: 50051,
	alias: "python-1",
	fromHost: { host: "127.0.0.1", port: 32768 },
};
const client: Location = { ...container, alias: null, fromHost: null, port: 0 };

describe("the address of a server", () => {
	test("on the host, for a client on the host, is where it is bound", () => {
		expect(addressOf(host, 4001, host)).toBe("172.17.0.1:4001");
	});

	test("on the host, for a client in a container, is the host's name", () => {
		expect(addressOf(host, 4001, client)).toBe("host.docker.internal:4001");
	});

	test("in a container, for its sibling, is its alias and its own port", () => {
		expect(addressOf(container, 50051, client)).toBe("python-1:50051");
	});

	test("in a container, for a client on the host, is where the host reaches it", () => {
		expect(addressOf(container, 50051, host)).toBe("127.0.0.1:32768");
	});

	test("bound to all interfaces is dialled at loopback from the host", () => {
		expect(addressOf({ ...host, bind: "0.0.0.0" }, 4001, host)).toBe("127.0.0.1:4001");
		expect(addressOf({ ...host, bind: "::" }, 4001, host)).toBe("[::1]:4001");
	});

	test("of IPv6 stands in brackets", () => {
		expect(addressOf({ ...host, bind: "fd00::1" }, 4001, host)).toBe("[fd00::1]:4001");
	});

	test("in a container that publishes nothing cannot be given to the host", () => {
		expect(() => addressOf({ ...container, fromHost: null }, 50051, host)).toThrow(
			"does not reach",
		);
	});
});
