import { expect, test } from "vitest";
import { gatewayOf } from "./gateway.ts";

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
