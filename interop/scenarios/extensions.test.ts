import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Scenario } from "../model/scenario.ts";
import { folderWith } from "../test/support/folder.ts";
import { loadScenarios } from "./load.ts";

const FRAME = { title: "A call", why: "To be taken.", source: ["proto"], mode: "unary" };
const GOOD = {
	...FRAME,
	steps: [{ open: "GetFeature" }, { send: {} }, { finish: { status: "OK", messages: [{}] } }],
};

function load(written: Record<string, unknown>): Scenario {
	using folder = folderWith({
		"catalogue/calls/mine.yaml": stringify(written),
		"databases/route-guide.yaml": "[]",
	});
	return loadScenarios(folder.path)[0] as Scenario;
}

const TLS = { transports: ["tls"] };
const raw = (open: Record<string, unknown>, sent: unknown, got: unknown) => ({
	...FRAME,
	steps: [
		{ open: "/routeguide.RouteGuide/GetFeature", raw: "unary", ...open },
		{ send: sent },
		{ finish: { status: "OK", messages: [got] } },
	],
});

test("a raw call has bytes for messages, written in hex or base64", () => {
	const { scripts, needs } = load(raw({}, { hex: "08 01" }, { base64: "CAE=" }));
	expect(scripts.go.steps).toMatchObject([{ raw: "unary" }, { message: { base64: "CAE=" } }, {}]);
	expect(scripts.go.expected[2]).toMatchObject({ messages: [{ base64: "CAE=" }] });
	expect(needs.contract).toBe(2);
});

test("long bytes are sent as they are, and expected as drivers report them", () => {
	const { scripts } = load(raw({}, { hex: "00", times: 6000 }, { hex: "00", times: 6000 }));
	const sent = "A".repeat(8000);
	expect(scripts.go.steps[1]).toMatchObject({ message: { base64: sent } });
	expect(scripts.go.expected[2]).toMatchObject({ messages: [{ base64: { bytes: 8000 } }] });
});

test("what asks a server to end needs one of its own, and one that comes back has to end first", () => {
	const ends = {
		...GOOD,
		steps: [
			{ open: "GetFeature", metadata: { "x-interop-signal": "KILL" } },
			...GOOD.steps.slice(1),
		],
	};
	const own = { servers: "all", harm: "kills", because: "It is killed." };
	expect(() => load(ends)).toThrow("x-interop-signal ends a server");
	expect(() => load({ ...ends, "own-server": { ...own, harm: "starves" } })).toThrow("own-server");
	expect(load({ ...ends, "own-server": { ...own, restarts: 1 } }).own_server?.restarts).toBe(1);
	expect(() => load({ ...GOOD, "own-server": { ...own, restarts: 1 } })).toThrow(
		"restarts: nothing in this scenario ends its server",
	);
});

test("what a scenario asks of its peers follows from what it does", () => {
	const none = { obeys: false, witness: false, options: [], contract: 1 };
	expect(load(GOOD).needs).toEqual(none);
	const fails = { open: "GetFeature", metadata: { "x-interop-fail": "NOT_FOUND" } };
	const steps = [fails, ...GOOD.steps.slice(1)];
	expect(load({ ...GOOD, steps }).needs).toEqual({ ...none, obeys: true });
	expect(load({ ...GOOD, witness: { a: { ended: "OK" } } }).needs).toEqual({
		...none,
		witness: true,
	});
	expect(load({ ...GOOD, server: { health: true } }).needs).toEqual({
		...none,
		options: ["health"],
	});
	expect(load({ ...GOOD, channel: { idle_ms: 5 } }).needs).toEqual({ ...none, contract: 2 });
	const waits = [{ open: "GetFeature", wait_for_ready: true }, ...GOOD.steps.slice(1)];
	expect(load({ ...GOOD, steps: waits }).needs).toEqual({ ...none, contract: 2 });
});

test("a status message and status details are compared where a scenario names them", () => {
	const finish = {
		status: "NOT_FOUND",
		details: { repeat: "ab", times: 2 },
		status_details: "CAE=",
	};
	const { scripts } = load({ ...GOOD, steps: [...GOOD.steps.slice(0, 2), { finish }] });
	expect(scripts.go.expected[2]).toEqual({
		status: "NOT_FOUND",
		messages: [],
		details: "abab",
		status_details: ["CAE="],
	});
});

for (const [what, written, said] of [
	[
		"a raw call without a path",
		raw({ open: "GetFeature" }, {}, {}),
		/raw: expected the method's path/,
	],
	["a raw call of no mode", raw({ raw: "both" }, {}, {}), /raw: expected one of unary/],
	["bytes of half a byte", raw({}, { hex: "0" }, {}), /expected \{ hex: … \} or \{ base64: … \}/],
	["a message without bytes", raw({}, { latitude: 1 }, {}), /expected \{ hex: … \}/],
	["a witness of no call", { ...GOOD, witness: { b: {} } }, /witness: call b is not opened/],
	[
		"a witness before what is not asked about",
		{ ...GOOD, witness: { a: { before: "z" } } },
		/witness: a: before z: expected a call that stands below it/,
	],
	["a witness of an unknown key", { ...GOOD, witness: { a: { seen: 1 } } }, /witness: a: .*seen/],
	["a setting that no server has", { ...GOOD, server: { colour: 1 } }, /colour/],
	["a channel's unknown key", { ...GOOD, channel: { depth: 1 } }, /depth/],
	["an unknown transport", { ...GOOD, transports: ["quic"] }, /transports/],
	["a certificate of no kind", { ...GOOD, ...TLS, tls: { server_certificate: "old" } }, /tls/],
	["TLS over any transport", { ...GOOD, tls: { ca: "unknown" } }, /tls: expected transports/],
	[
		"TLS over plaintext and more",
		{ ...GOOD, transports: ["tls", "plaintext"], tls: { ca: "unknown" } },
		/tls: expected transports: .* got tls, plaintext/,
	],
	["TLS into TLS", { ...GOOD, ...TLS, tls: { client: "tls" } }, /tls: client: it speaks tls/],
	[
		"a certificate of a plaintext server",
		{ ...GOOD, transports: ["plaintext"], tls: { client: "tls", server_certificate: "rsa" } },
		/tls: server_certificate: a server shows none/,
	],
	["two relays", { ...GOOD, ...TLS, via: { tls_server: {}, tls_client: {} } }, /via: .*one kind/],
	["a relay of no kind", { ...GOOD, via: { ftp: {} } }, /via: .*ftp/],
	[
		"an answer without any trailer that is to have one",
		{
			...GOOD,
			transports: ["plaintext"],
			via: { http2: { response: { trailers: { "grpc-status": null, "grpc-message": null } } } },
		},
		/via: http2.response.trailers: expected one that is set/,
	],
	["TLS before TLS", { ...GOOD, ...TLS, via: { tls_server: {} } }, /via: tls_server passes on/],
	["TLS into any transport", { ...GOOD, via: { tls_client: {} } }, /via: tls_client speaks TLS/],
	[
		"a name in plaintext to a relay",
		{ ...GOOD, ...TLS, via: { tls_client: {} }, tls: { name: "a.test" } },
		/tls: name: the client speaks plaintext/,
	],
	["a version of no TLS", { ...GOOD, ...TLS, via: { tls_client: { version: "3" } } }, /version/],
	[
		"a name in plaintext",
		{ ...GOOD, ...TLS, tls: { client: "plaintext", name: "a.test" } },
		/tls: name: the client speaks plaintext/,
	],
] as const) {
	test(`${what} is refused`, () => {
		expect(() => load(written)).toThrow(said);
	});
}

const check = (open: Record<string, unknown>, sent: unknown) => ({
	...FRAME,
	steps: [
		{ open: "/grpc.health.v1.Health/Check", raw: "unary", ...open },
		{ send: sent },
		{ finish: { status: "OK", messages: [{ status: "SERVING" }] } },
	],
});

test("a typed call is bytes for drivers, and messages by field for people", () => {
	const { scripts } = load(check({ typed: true }, { service: "a" }));
	expect(scripts.go.steps[0]).not.toHaveProperty("typed");
	expect(scripts.go.steps[1]).toMatchObject({ message: { base64: "CgFh" } });
	expect(scripts.go.expected[2]).toMatchObject({ messages: [{ status: "SERVING" }] });
	expect(scripts.go.typed).toEqual({ a: "/grpc.health.v1.Health/Check" });
});

test.each([
	[check({ typed: true }, { nope: 1 }), "no request of /grpc.health.v1.Health/Check"],
	[check({ typed: true }, { service: 7 }), "no request of /grpc.health.v1.Health/Check"],
	[check({ typed: "yes" }, {}), "typed: expected true, of a raw call"],
	[raw({ typed: true }, {}, {}), "typed: expected a method of grpc.health.v1.Health"],
	[
		check({ typed: true, open: "/grpc.health.v1.Health/Nope" }, {}),
		"typed: expected a method of grpc.health.v1.Health",
	],
])("a typed call that cannot be is refused (%#)", (written, why) => {
	expect(() => load(written)).toThrow(why);
});

test("a watch of health may be cancelled after an answer: it does not end by itself", () => {
	const steps = [
		{ open: "/grpc.health.v1.Health/Watch", raw: "server-streaming" },
		{ send: { hex: "" } },
		{ receive: [{ hex: "08 01" }] },
		"cancel",
		{ finish: "CANCELLED" },
	];
	expect(load({ ...FRAME, mode: "server-streaming", steps }).scripts.go.steps).toHaveLength(5);
	const other = [
		{ open: "/grpc.health.v1.Health/Check", raw: "server-streaming" },
		...steps.slice(1),
	];
	expect(() => load({ ...FRAME, mode: "server-streaming", steps: other })).toThrow(
		"could have ended already",
	);
});
