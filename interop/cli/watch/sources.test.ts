import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Peer } from "../../model/peer.ts";
import { builtInFolders, loadPeer } from "../../peers/load.ts";
import { affectedBy, isSource, NOTHING, runsFromItsFolder, type Sources } from "./sources.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const peers = builtInFolders().map((folder) => loadPeer(folder, true));
const at = (path: string) => resolve(ROOT, path);
const sources: Sources = {
	scenarios: at("interop/scenarios"),
	peers: peers.filter(({ name }) => name.startsWith("ts-")),
	ledgers: [at("interop/known-divergences.yaml")],
};

test.each([
	["interop/scenarios/catalogue/route-chat/x.yaml", { scenarios: new Set(["route-chat/x.yaml"]) }],
	["interop/scenarios/databases/oddities.yaml", { servers: true }],
	["proto/route_guide.proto", { servers: true }],
	["proto/route_guide_db.json", { servers: true }],
	["interop/known-divergences.yaml", { ledger: true }],
	["ts-server/behaviour/go.ts", { peers: new Set(["ts-server"]) }],
	["ts-client/driver/x.ts", { peers: new Set(["ts-client"]) }],
])("a save of %s affects what it should", (path, affected) => {
	expect(affectedBy([at(path)], sources)).toEqual({ ...NOTHING, ...affected });
});

test.each([
	"interop/scenarios/load.ts",
	"interop/scenarios/catalogue/route-chat/.x.yaml.swp",
	"interop/scenarios/catalogue/route-chat/x.yaml~",
	"ts-server/test/running.ts",
	"ts-server/distance.test.ts",
	"containers/go/server/server.go",
	"proto/generated/route_guide.ts",
])("a save of %s affects nothing", (path) => {
	expect(isSource(at(path), sources)).toBe(false);
});

test("what several saves affect is put together", () => {
	const saved = ["ts-server/a.ts", "ts-client/b.ts", "proto/route_guide.proto"].map(at);
	const both = new Set(["ts-server", "ts-client"]);
	expect(affectedBy(saved, sources)).toEqual({ ...NOTHING, peers: both, servers: true });
});

test("TypeScript's peers run from their folders, unless they are in images; the others are built", () => {
	const names = (where: Parameters<typeof runsFromItsFolder>[1]) =>
		peers.filter((peer: Peer) => runsFromItsFolder(peer, where)).map(({ name }) => name);
	expect(names({ runtime: "process", remote: false })).toEqual(["ts-server", "ts-client"]);
	expect(names({ runtime: "docker", remote: false })).toEqual(["ts-server", "ts-client"]);
	expect(names({ runtime: "docker", remote: true })).toEqual([]);
});
