import { expect, test } from "vitest";
import type { Results } from "../model/results.ts";
import { fixture } from "./test/fixture.ts";
import { unsupportedLinks, unsupportedText } from "./unsupported.ts";

/** The fixture's results in which all cells of these servers in one scenario are unsupported. */
function lacking(servers: readonly string[], published: readonly string[]): Results {
	const { results } = fixture(({ server, scenario }) =>
		servers.includes(server) && scenario.startsWith("get-feature/")
			? {
					outcome: "unsupported",
					reason: "it cannot",
					at: null,
					expected: null,
					observed: null,
					ledger: null,
				}
			: null,
	);
	const unmodified = "https://example.com/server.go";
	const peers = results.peers.map((peer) =>
		published.includes(peer.name) && peer.role === "server" ? { ...peer, unmodified } : peer,
	);
	return { ...results, peers };
}

test("the share of unsupported cells leaves out what is published as it is", () => {
	expect(unsupportedText(lacking([], []))).toBe(null);
	const { cells, summary } = lacking(["go", "go-published"], []);
	const [each, left] = [summary.unsupported / 2, (cells.length * 4) / 5];
	expect(unsupportedText(lacking(["go", "go-published"], ["go-published"]))).toBe(
		`unsupported: ${each} of ${left.toLocaleString("en")} cells, ${((100 * each) / left).toFixed(1)} %; and ${each} of ${(cells.length / 5).toLocaleString("en")} of go-published, published as it is`,
	);
	expect(unsupportedText(lacking(["go"], ["go-published"]))).not.toContain("published");
});

test("a program that is published as it is has its link there, where it lacks something", () => {
	const link = "https://example.com/server.go";
	expect(unsupportedLinks(lacking(["go", "go-published"], ["go-published"]))).toEqual([link]);
	expect(unsupportedLinks(lacking(["go"], ["go-published"]))).toEqual([]);
});
