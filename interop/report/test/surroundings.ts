/** What stands around the cells of the made-up run: peers, preflight, ledger, blame. */
import type { RunObserved } from "../../model/observed.ts";
import type { Blame, ResultPreflight, Results } from "../../model/results.ts";
import type { Rows } from "../../model/rows.ts";
import type { Behaviour } from "../../model/words.ts";
import { HOSTILE } from "./hostile.ts";

export const SERVERS: readonly { readonly name: string; readonly behaviour: Behaviour }[] = [
	{ name: "ts-python", behaviour: "python" },
	{ name: "ts-go", behaviour: "go" },
	{ name: "python", behaviour: "python" },
	{ name: "go", behaviour: "go" },
	{ name: "go-published", behaviour: "go" },
];

export const CLIENTS: readonly string[] = ["ts", "python", "go"];

const TITLES = {
	ts: { title: "TypeScript (grpc-js)", language: "Node.js 24.21.0", grpc: "grpc-js 1.14.7" },
	python: { title: "Python (grpcio)", language: "Python 3.13.9", grpc: "grpcio 1.85.1" },
	go: { title: "Go (grpc-go)", language: "Go 1.26.8", grpc: "grpc-go 1.81.1" },
};

export const PEERS: Results["peers"] = [
	...SERVERS.map(({ name, behaviour }) => {
		const of = TITLES[name.startsWith("ts") ? "ts" : name.startsWith("go") ? "go" : "python"];
		const silent = name === "go-published" ? { language: null, grpc: null } : {};
		return { name, role: "server" as const, behaviour, ...of, image: null, ...silent };
	}),
	...(["ts", "python", "go"] as const).map((name) => ({
		name,
		role: "client" as const,
		behaviour: null,
		...TITLES[name],
		image: name === "ts" ? null : `sha256:${"0123456789abcdef".repeat(4)}`,
	})),
];

export function preflight(): ResultPreflight[] {
	return SERVERS.flatMap(({ name: server }) =>
		CLIENTS.flatMap((client) => [
			check(server, client, "tls", "wrong-name", "refused: UNAVAILABLE"),
			check(server, client, "tls", "unknown-ca", "refused: UNAVAILABLE"),
			check(server, client, "tls", "plaintext-into-tls", "refused: UNAVAILABLE"),
			check(server, client, "plaintext", "tls-into-plaintext", "refused: UNAVAILABLE"),
			check(
				server,
				client,
				"mtls",
				"no-client-certificate",
				server === "go-published" ? `OK: it connected ${HOSTILE}` : "refused: UNAVAILABLE",
			),
		]),
	);
}

function check(
	server: string,
	client: string,
	transport: ResultPreflight["transport"],
	name: ResultPreflight["check"],
	seen: string,
): ResultPreflight {
	return { server, client, transport, check: name, ok: seen.startsWith("refused"), seen };
}

export const LEDGER: Results["ledger"] = [
	{
		id: "go-dies-of-missing-corner",
		servers: ["go", "go-published"],
		scenarios: ["list-features/missing-both"],
		observed: { "a.finish": { status: "UNAVAILABLE" } },
		why: "Go's server reads the corner without asking whether it is there, and the process dies.",
		evidence: ["G10", "https://example.org/issues/1?a=<b>&c"],
		held: true,
	},
	{
		id: "python-starved-pool",
		servers: ["python"],
		scenarios: ["calls/starved-pool"],
		observed: { "a.finish": { status: "DEADLINE_EXCEEDED" } },
		why: "Ten idle streams take all ten threads of the pool.",
		evidence: ["S1", "javascript:alert(1)"],
		held: false,
	},
	{
		id: "ts-drops-unknown-fields",
		clients: ["ts"],
		scenarios: ["raw/unknown-field"],
		observed: {},
		why: `protobufjs drops them. ${HOSTILE}`,
		evidence: ["G2"],
		held: null,
	},
];

export const ROWS: Rows = {
	G1: {
		says: "A known point has its name.",
		python: "OK, no validation",
		go: "the same",
		differs: false,
		scripted: true,
	},
	G10: {
		says: "A rectangle without lo, without hi, without both.",
		python: "a missing corner is the origin",
		go: `the process dies ${HOSTILE}`,
		differs: true,
		scripted: false,
		because: "No script can show it.",
		instead: "A test does.",
	},
	C1: {
		says: "Whose notes a chat returns.",
		python: "those of this stream",
		go: "those of all streams",
		differs: true,
		scripted: true,
	},
};

export const OBSERVED: RunObserved = {
	versions: PEERS.map(({ role, name, language, grpc }) => ({ role, name, language, grpc })),
	transports: ["plaintext", "tls"],
	observations: [],
	compared: {
		versions: PEERS.map(({ role, name, language, grpc }) => ({ role, name, language, grpc })),
		unrecorded: ["calls/hundred-at-once"],
		changes: ["ts-python", "ts-go"].map((server) => ({
			kind: "details" as const,
			scenario: "calls/unknown-method",
			server,
			client: "go",
			transports: ["tls" as const],
			seen: HOSTILE,
			recorded: ["unknown method Nope"],
		})),
	},
};

export const BLAME: readonly Blame[] = [
	{
		scenario: "record-route/per-leg",
		behaviour: "go",
		known: false,
		sets: [[{ role: "server", name: "ts-go" }]],
		cells: [],
	},
	{
		scenario: "calls/binary-metadata",
		behaviour: null,
		known: false,
		sets: [
			[
				{ role: "client", name: "go" },
				{ role: "server", name: HOSTILE },
			],
		],
		cells: [],
	},
	{
		scenario: "route-chat/lock-step",
		behaviour: "python",
		known: false,
		sets: [[{ role: "client", name: "python" }], [{ role: "server", name: "ts-python" }]],
		cells: [],
	},
	{
		scenario: "list-features/all-in-order",
		behaviour: null,
		known: false,
		sets: [],
		cells: [],
	},
	{
		scenario: "list-features/missing-both",
		behaviour: "go",
		known: true,
		sets: [
			[
				{ role: "server", name: "go" },
				{ role: "server", name: "go-published" },
			],
		],
		cells: [],
	},
];

/** One of which all is known, and more than are shown at once of which little is. */
export const DEATHS: NonNullable<Results["deaths"]> = ["tls", "mtls", "1", "2", "3"].map(
	(which, at) => ({
		server: "ts-go",
		instance: `ts-go.${which}`,
		exit: at === 0 ? { code: 1, signal: null } : null,
		at: "2026-03-01T12:00:09.500Z",
		times: at + 1,
		suspects: at === 0 ? ["a", "b", "c", "d"].map((one) => `ts-go/ts/tls/route-chat/${one}`) : [],
		said: at === 0 ? `Error: ${HOSTILE}` : null,
	}),
);
