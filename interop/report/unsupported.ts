/** How much of the matrix is unsupported, apart from what nobody here could change. */
import type { ResultCell, Results } from "../model/results.ts";
import { groupBy } from "./tally.ts";
import { count, counted, listed } from "./verdict.ts";

/** One line; null where every cell is supported. */
export function unsupportedText(results: Results): string | null {
	if (results.summary.unsupported === 0) return null;
	const published = new Set(
		results.peers.flatMap(({ name, role, unmodified }) =>
			role === "server" && unmodified ? [name] : [],
		),
	);
	const ours = results.cells.filter(({ server }) => !published.has(server));
	const theirs = groupBy(
		results.cells.filter(({ server }) => published.has(server)),
		({ server }) => server,
	);
	const lacking = [...theirs]
		.map(([server, cells]) => `${count(unsupported(cells))} of ${count(cells.length)} of ${server}`)
		.filter((text) => !text.startsWith("0 "));
	return [
		`unsupported: ${count(unsupported(ours))} of ${counted(ours.length, "cell")}${share(ours)}`,
		...(lacking.length === 0 ? [] : [`; and ${listed(lacking)}, published as it is`]),
	].join("");
}

/** Where it is to be read that such servers cannot: the programs that are published as they are. */
export function unsupportedLinks({ cells, peers }: Results): string[] {
	const lacking = new Set(
		cells.flatMap(({ server, outcome }) => (outcome === "unsupported" ? [server] : [])),
	);
	return peers.flatMap(({ name, role, unmodified }) =>
		role === "server" && lacking.has(name) && unmodified ? [unmodified] : [],
	);
}

function unsupported(cells: readonly ResultCell[]): number {
	return cells.filter(({ outcome }) => outcome === "unsupported").length;
}

function share(cells: readonly ResultCell[]): string {
	if (cells.length === 0) return "";
	return `, ${((100 * unsupported(cells)) / cells.length).toFixed(1)} %`;
}
