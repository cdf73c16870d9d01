import { expect, test } from "vitest";
import type { MetadataList, Step, StepResult } from "../model/batch.ts";
import type { Witness } from "../model/server-lines.ts";
import type { Transport } from "../model/words.ts";
import { arrival, contradiction } from "./witness.ts";

const CHAT = "/routeguide.RouteGuide/RouteChat";
const seen = (more: Partial<Witness> = {}): Witness => ({
	cell: "k1",
	method: CHAT,
	tls: false,
	peer: null,
	received: 2,
	sent: 3,
	deadline_ms: null,
	ended: "OK",
	...more,
});

interface Told {
	readonly method?: string;
	readonly status?: string;
	readonly deadline?: number | null;
	readonly transport?: Transport;
	readonly calls?: number;
	readonly metadata?: MetadataList;
}

/** Two messages sent, one received, two more at the end. */
function against(witnesses: readonly Witness[], told: Told = {}): string | null {
	const { method = "RouteChat", status = "OK", deadline = null, calls = 1 } = told;
	const steps: Step[] = [];
	const results: unknown[] = [];
	for (let n = 0; n < calls; n++) {
		const call = `c${n}`;
		steps.push(
			{ do: "open", call, method, deadline_ms: deadline, metadata: told.metadata ?? [] },
			{ do: "send", call, message: {} },
			{ do: "send", call, message: {} },
			{ do: "receive", call, count: 1 },
			{ do: "finish", call },
		);
		results.push({}, {}, {}, { messages: [{}] }, { messages: [{}, {}], status });
	}
	return contradiction(witnesses, told.transport ?? "plaintext", steps, results as StepResult[]);
}

test("what the server saw as the client did fits", () => {
	expect(against([seen()])).toBe(null);
	expect(against([seen({ tls: true })], { transport: "tls" })).toBe(null);
	expect(against([seen({ tls: true, peer: "client" })], { transport: "mtls" })).toBe(null);
	expect(against([seen(), seen()], { calls: 2 })).toBe(null);
});

for (const [what, found, said] of [
	["no witness at all", against([]), /saw no call of it/],
	["no witness of a call that failed", against([], { status: "UNKNOWN" }), /saw no call of it/],
	["plaintext where TLS was asked for", against([seen()], { transport: "tls" }), /without TLS/],
	["TLS where plaintext was asked for", against([seen({ tls: true })]), /with TLS/],
	[
		"no client certificate",
		against([seen({ tls: true })], { transport: "mtls" }),
		/no client certificate/,
	],
	[
		"a client certificate that nobody asked for",
		against([seen({ tls: true, peer: "x" })], { transport: "tls" }),
		/saw the client x/,
	],
	[
		"another method",
		against([seen({ method: "/routeguide.RouteGuide/GetFeature" })]),
		/saw a call of .*GetFeature/,
	],
	["a message less that came in", against([seen({ received: 1 })]), /no RouteChat that ended OK/],
	["a message more that went out", against([seen({ sent: 4 })]), /no RouteChat that ended OK/],
	["another end", against([seen({ ended: "CANCELLED" })]), /no RouteChat that ended OK/],
	["one witness for two calls", against([seen()], { calls: 2 }), /no RouteChat that ended OK/],
	["a deadline that was not sent", against([seen()], { deadline: 500 }), /no RouteChat/],
	["a deadline from nowhere", against([seen({ deadline_ms: 500 })]), /no RouteChat/],
	[
		"a deadline in another unit",
		against([seen({ deadline_ms: 5_000_000 })], { deadline: 5_000 }),
		/no RouteChat/,
	],
] as const) {
	test(`${what} contradicts`, () => {
		expect(found).toMatch(said);
	});
}

test("clocks may move a deadline a little, and a call that failed may look otherwise to the server", () => {
	expect(against([seen({ deadline_ms: 5_400 })], { deadline: 5_000 })).toBe(null);
	expect(against([seen({ deadline_ms: 12 })], { deadline: 5_000 })).toBe(null);
	expect(against([seen({ received: 0, ended: "OK" })], { status: "CANCELLED" })).toBe(null);
});

test("a method that the server does not know needs no witness", () => {
	expect(against([], { method: "/other.Service/Method", status: "UNIMPLEMENTED" })).toBe(null);
});

test("metadata arrives in lower case, and what bears a name of the transport's need not arrive", () => {
	const arrived = seen({ metadata: [["x-mine", ["1"]]] });
	const sent = (...metadata: MetadataList) => against([arrived], { metadata });
	expect(sent(["X-Mine", ["1"]])).toBe(null);
	expect(sent(["x-mine", ["1"]], ["grpc-timeout", ["1H"]], ["te", ["none"]])).toBe(null);
	expect(sent(["x-mine", ["2"]])).toMatch(/other metadata: x-mine/);
	expect(sent(["x-mine", ["1"]], ["x-te", ["none"]])).toMatch(/other metadata: x-te/);
});

test("no call arrives over a connection that is to be refused", () => {
	expect(arrival([])).toBeNull();
	expect(arrival([seen({ ended: "UNAVAILABLE" })])).toBe(
		`the server saw ${CHAT}, over a connection that was to be refused`,
	);
});

test("metadata is seen as it was sent; only values of one key may have been joined", () => {
	const sent: MetadataList = [["k", ["a,b", "c"]]];
	const metadata = (...values: string[]) =>
		against([seen({ metadata: [["k", values]] })], { metadata: sent });
	expect(metadata("a,b", "c")).toBe(null);
	expect(metadata("a,b, c")).toBe(null);
	expect(metadata("a", "b", "c")).toMatch(/with other metadata/);
	expect(metadata("a, b", "c")).toMatch(/with other metadata/);
	expect(metadata("a,b")).toMatch(/with other metadata/);
});
