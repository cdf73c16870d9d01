import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { folderWith } from "../test/support/folder.ts";
import { loadPeer, loadPeers } from "./load.ts";

const SERVER = { name: "mine", behaviour: "go", command: ["server"], ready: "announce" };
const GOOD: Record<string, unknown> = {
	name: "mine",
	title: "Mine",
	process: { "command-prefix": ["./run"] },
	servers: [SERVER],
	client: { name: "mine", command: ["client"] },
};
const IDS = ["get-feature/known-point", "route-chat/lock-step"];

type Peers = Readonly<Record<string, unknown>>;

/** Loads peers written below a folder; gives the error's message and code, or null. */
function load(peers: Peers): { message: string; code: number; hint: string } | null {
	using folder = folderWith();
	for (const [name, peer] of Object.entries(peers)) {
		mkdirSync(folder.at(name));
		writeFileSync(
			join(folder.at(name), "peer.yaml"),
			typeof peer === "string" ? peer : stringify(peer),
		);
	}
	try {
		loadPeers([folder.path], IDS);
		return null;
	} catch (problem) {
		return problem as { message: string; code: number; hint: string };
	}
}

test("a good peer.yaml is taken", () => {
	expect(load({ mine: GOOD })).toBe(null);
});

const unsupported = (entry: Record<string, unknown>) => ({
	...GOOD,
	unsupported: [{ role: "client", name: "mine", reason: "a test", ...entry }],
});
const { servers: _, client: __, ...NOBODY } = GOOD;
const { process: ___, ...NOWHERE } = GOOD;

const WRONG: Readonly<Record<string, readonly [Peers, RegExp]>> = {
	"an unknown key": [
		{ mine: { ...GOOD, colour: "red" } },
		/mine\/peer.yaml: at the top: unknown key "colour"/,
	],
	"an unknown key of a server": [
		{ mine: { ...GOOD, servers: [{ ...SERVER, port: 1 }] } },
		/mine\/peer.yaml: at servers.0: unknown key "port"/,
	],
	"another name than its folder's": [
		{ yours: GOOD },
		/yours\/peer.yaml: at name: expected the folder's own name, yours, got mine/,
	],
	"a name that is not kebab-case": [
		{ mine: { ...GOOD, servers: [{ ...SERVER, name: "Mine Own" }] } },
		/mine\/peer.yaml: at servers.0.name: expected kebab-case, e.g. ts-python, got "Mine Own"/,
	],
	"a behaviour that is none": [
		{ mine: { ...GOOD, servers: [{ ...SERVER, behaviour: "rust" }] } },
		/mine\/peer.yaml: at servers.0.behaviour: .*got "rust"/,
	],
	"a command that is a shell string": [
		{ mine: { ...GOOD, client: { name: "mine", command: "node client" } } },
		/mine\/peer.yaml: at client.command: .*got "node client"/,
	],
	"a server's name that is taken": [
		{ mine: { ...GOOD, servers: [{ ...SERVER, name: "go" }] } },
		/mine\/peer.yaml: the server name go is taken by .*go\/peer.yaml/,
	],
	"a server's name twice": [
		{ mine: { ...GOOD, servers: [SERVER, SERVER] } },
		/mine\/peer.yaml: the server name mine is taken by/,
	],
	"a client's name that is taken": [
		{ mine: { ...GOOD, client: { name: "ts", command: [] } } },
		/mine\/peer.yaml: the client name ts is taken by ts-client\/peer.yaml/,
	],
	"another new peer's server": [
		{ mine: GOOD, other: { ...GOOD, name: "other", client: { name: "other", command: [] } } },
		/other\/peer.yaml: the server name mine is taken by .*mine\/peer.yaml/,
	],
	"an unsupported glob that matches nothing": [
		{ mine: unsupported({ scenarios: ["compression/*"] }) },
		/mine\/peer.yaml: at unsupported: the glob compression\/\* matches no scenario/,
	],
	"an unsupported entry about somebody else": [
		{ mine: unsupported({ name: "yours" }) },
		/mine\/peer.yaml: at unsupported: it has no client yours/,
	],
	"an unsupported transport that is none": [
		{ mine: unsupported({ transports: ["smoke"] }) },
		/mine\/peer.yaml: at unsupported.0.transports.0: .*got "smoke"/,
	],
	"a dockerfile that is not there": [
		{ mine: { ...GOOD, image: { dockerfile: "Dockerfile" } } },
		/mine\/peer.yaml: at image.dockerfile: no such file Dockerfile/,
	],
	"neither servers nor client": [
		{ mine: NOBODY },
		/mine\/peer.yaml: at the top: expected at least one of servers and client/,
	],
	"neither image nor process": [
		{ mine: NOWHERE },
		/mine\/peer.yaml: at the top: expected at least one of image and process/,
	],
	"a key twice": [
		{ mine: "name: mine\nname: mine\n" },
		/mine\/peer.yaml: not valid YAML: .*unique/,
	],
	"no YAML": [{ mine: "name: [" }, /mine\/peer.yaml: not valid YAML/],
	"an alias of nothing": [{ mine: "name: *nothing" }, /mine\/peer.yaml: not valid YAML: .*alias/],
	nothing: [{ mine: "" }, /mine\/peer.yaml: at the top: .*got null/],
};

for (const [what, [peers, said]] of Object.entries(WRONG)) {
	test(`a peer.yaml with ${what} is refused, with file and key`, () => {
		const problem = load(peers);
		expect(problem?.message).toMatch(said);
		expect(problem?.message).not.toContain("\n");
		expect(problem?.code).toBe(2);
		expect(problem?.hint).toBeTruthy();
	});
}

test("a peer that comes with the suite has a link for each thing that it does not support", () => {
	using folder = folderWith();
	mkdirSync(folder.at("mine"));
	const write = (link: Record<string, unknown>) =>
		writeFileSync(join(folder.at("mine"), "peer.yaml"), stringify(unsupported(link)));
	write({});
	expect(() => loadPeer(folder.at("mine"), false)).not.toThrow();
	expect(() => loadPeer(folder.at("mine"), true)).toThrow(
		/mine\/peer.yaml: at unsupported.0: expected a link/,
	);
	write({ link: "https://example.com/issues/1" });
	expect(() => loadPeer(folder.at("mine"), true)).not.toThrow();
});
