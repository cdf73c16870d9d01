import { expect, test } from "vitest";
import { builtInFolders, loadPeer } from "../../interop/peers/load.ts";
import { rotated } from "./bout.ts";
import { standingAlone } from "./contestant.ts";

test("each round begins with another server, and leaves none out", () => {
	expect([0, 1, 2, 3].map((by) => rotated(["a", "b", "c"], by).join(""))).toEqual([
		"abc",
		"bca",
		"cab",
		"abc",
	]);
	expect(rotated([], 3)).toEqual([]);
});

test("no server is measured while it testifies or obeys", () => {
	const servers = builtInFolders().flatMap((folder) => loadPeer(folder, true).servers);
	expect(servers.map(({ name }) => name)).toContain("ts-go");
	for (const server of servers) {
		const alone = standingAlone(server);
		expect(alone).toMatchObject({ name: server.name, witness: false, obeys: false });
		expect(alone.command.join(" ")).not.toMatch(/--(witness|obey)/);
		expect(alone.command.length).toBe(server.command.length - (server.witness ? 2 : 0));
	}
});
