import { expect, test } from "vitest";
import { decoded } from "./decoded.ts";

const INFO = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
const bytes = (hex: string) => ({ base64: Buffer.from(hex, "hex").toString("base64") });

test("an empty host that is sent means what one means that is not", () => {
	const bare = decoded(INFO, bytes("12023a00"));
	expect(bare).toEqual({ original_request: { list_services: "" } });
	expect(decoded(INFO, bytes("0a0012040a003a00"))).toEqual(bare);
	expect(decoded(INFO, bytes("0a016812023a00"))).not.toEqual(bare);
});

test("of an error the code is kept, and the text is not", () => {
	expect(decoded(INFO, bytes("3a0508051201 78".replaceAll(" ", "")))).toEqual({
		error_response: { error_code: 5 },
	});
	expect(decoded(INFO, bytes("3a00"))).toEqual({ error_response: { error_code: 0 } });
});

test("health answers are by field", () => {
	expect(decoded("/grpc.health.v1.Health/Check", bytes("0801"))).toEqual({ status: "SERVING" });
});

test("what cannot be decoded stays as it is", () => {
	for (const message of [
		bytes("0aff"),
		{ base64: "CAE=x" },
		{ base64: { bytes: 9, sha256: "x" } },
		{},
	]) {
		expect(decoded(INFO, message)).toBe(message);
	}
	expect(decoded("/routeguide.RouteGuide/GetFeature", bytes("0801"))).toEqual(bytes("0801"));
});

test("a file that cannot be read leaves its answer as it is", () => {
	const message = bytes("22030a010f");
	expect(decoded(INFO, message)).toBe(message);
});
