import { expect, test } from "vitest";
import type { Engine } from "./engine.ts";
import { gatewayOf, isRemote, namesAnother } from "./gateway.ts";

test("the gateway is what the engine says", () => {
	expect(gatewayOf({ Subnet: "172.17.0.0/16", Gateway: "172.17.0.9" })).toBe("172.17.0.9");
});

test("where the engine does not say it, it is the subnet's first address", () => {
	expect(gatewayOf({ Subnet: "172.17.0.0/16" })).toBe("172.17.0.1");
	expect(gatewayOf({ Subnet: "10.200.4.64/26", Gateway: "" })).toBe("10.200.4.65");
});

test("of a subnet that is not IPv4, or absent, none is guessed", () => {
	expect(gatewayOf({ Subnet: "fd00::/80" })).toBeNull();
	expect(gatewayOf({})).toBeNull();
});

test.each([
	[undefined, false],
	["unix:///var/run/docker.sock", false],
	["tcp://127.0.0.1:2375", false],
	["tcp://localhost:2376", false],
	["tcp://[::1]:2375", false],
	["tcp://10.0.0.7:2375", true],
	["https://engine.example:2376", true],
	["ssh://me@engine.example", true],
])("an engine at %s is of another machine: %s", (address, another) => {
	expect(namesAnother(address)).toBe(another);
});

test.runIf(process.platform === "linux")(
	"an engine whose gateway is not ours is remote, unless it is Docker Desktop's",
	async () => {
		const engine = (OperatingSystem: string) =>
			({ docker: { info: async () => ({ OperatingSystem }) } }) as unknown as Engine;
		expect(await isRemote(engine("Debian"), "172.17.0.1", undefined)).toBe(false);
		expect(await isRemote(engine("Debian"), "0.0.0.0", undefined)).toBe(true);
		expect(await isRemote(engine("Docker Desktop"), "0.0.0.0", undefined)).toBe(false);
		expect(await isRemote(engine("Debian"), "172.17.0.1", "tcp://10.0.0.7:2375")).toBe(true);
	},
);
