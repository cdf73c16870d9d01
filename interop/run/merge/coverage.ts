/** Whether parts make a whole: no cell twice, and none left out. */
import { MergeError } from "../../model/error.ts";
import type { Part } from "./part.ts";

/** Throws MergeError where a cell is in two parts. */
export function checkApart(parts: readonly Part[]): void {
	const owners = new Map<string, Part>();
	for (const part of parts) {
		const twice = part.plan.cells.filter(({ id }) => owners.has(id));
		const [first] = twice;
		if (first !== undefined) {
			const other = owners.get(first.id)?.shown;
			throw new MergeError(
				`overlapping: ${part.shown} and ${other} both have ${first.id}${more(twice.length)}`,
				"Give each part once: shards of one --shard i/n, or runs of different servers.",
			);
		}
		for (const { id } of part.plan.cells) owners.set(id, part);
	}
}

/**
 * Throws MergeError where shards are missing; where a server has not been run with all the clients,
 * transports and scenarios that the others were; and, given `whole`, all the cells that there should
 * be, where one of those is missing, or another is there.
 */
export function checkWhole(parts: readonly Part[], whole: readonly string[] | null): void {
	checkShards(parts);
	const present = new Set(parts.flatMap(({ plan }) => plan.cells.map(({ id }) => id)));
	const missing = (whole ?? product(parts)).filter((id) => !present.has(id));
	const [first] = missing;
	if (first !== undefined) {
		throw new MergeError(
			`missing: no part has ${first}${more(missing.length)}`,
			whole === null
				? "Give the part that has it; each server must have run with all that the others did."
				: "Give the part that has it, or a --whole without it.",
		);
	}
	if (whole === null) return;
	const known = new Set(whole);
	for (const { shown, plan } of parts) {
		const stray = plan.cells.filter(({ id }) => !known.has(id));
		if (stray[0] === undefined) continue;
		throw new MergeError(
			`foreign: ${shown} has ${stray[0].id}${more(stray.length)}, and --whole does not`,
			"Make that list with the filters that the parts were run with.",
		);
	}
}

function checkShards(parts: readonly Part[]): void {
	const [first] = parts;
	const shard = first?.origin.shard;
	if (!shard) return;
	const present = new Set(parts.map(({ origin }) => origin.shard?.index));
	const missing = shard.filled.filter((index) => !present.has(index));
	if (missing.length === 0) return;
	const names = missing.map((index) => `${index}/${shard.of}`).join(", ");
	throw new MergeError(`missing: shard ${names}`, "Give all of them: npm run report -- merge DIR…");
}

/** Every server with every client, transport and scenario that any has; an attached one has one transport. */
function product(parts: readonly Part[]): string[] {
	const attached = new Set(
		parts.flatMap(({ plan }) => (plan.filters.attach ?? []).map((text) => text.split("=")[0])),
	);
	const cells = parts.flatMap(({ plan }) => plan.cells);
	const names = (of: (cell: (typeof cells)[number]) => string) => [...new Set(cells.map(of))];
	const [servers, clients] = [names(({ server }) => server), names(({ client }) => client)];
	const ran = new Set(cells.map(({ server, transport }) => `${server}/${transport}`));
	const scripts = names(({ transport, scenario }) => `${transport}/${scenario}`);
	return servers.flatMap((server) =>
		clients.flatMap((client) =>
			scripts
				.filter((script) => {
					const [transport = ""] = script.split("/");
					return !attached.has(server) || ran.has(`${server}/${transport}`);
				})
				.map((script) => `${server}/${client}/${script}`),
		),
	);
}

function more(count: number): string {
	return count > 1 ? `, and ${count - 1} more cells` : "";
}
