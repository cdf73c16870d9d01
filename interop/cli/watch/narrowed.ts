/** What of a selection has any of the cells that are wanted. */
import type { Cell } from "../../model/plan.ts";
import { runsOver, type Selection } from "../../plan/select.ts";

/** What tells a cell from others. */
export type Named = Pick<Cell, "server" | "client" | "transport" | "scenario">;

export interface Narrowed {
	/** The servers, clients and scenarios of which any cell is wanted; transports as they were. */
	readonly selection: Selection;
	/** How many cells are wanted. */
	readonly cells: number;
}

export function narrowed(selection: Selection, wanted: (cell: Named) => boolean): Narrowed {
	const used = new Set<unknown>();
	let cells = 0;
	for (const server of selection.servers) {
		for (const transport of server.transports ?? selection.transports) {
			for (const client of selection.clients) {
				const names = { server: server.server.name, client: client.client?.name ?? "", transport };
				for (const scenario of selection.scenarios) {
					if (!runsOver(selection, server, scenario, transport)) continue;
					if (!wanted({ ...names, scenario: scenario.id })) continue;
					for (const part of [server, client, scenario]) used.add(part);
					cells += 1;
				}
			}
		}
	}
	const isUsed = (part: unknown) => used.has(part);
	const { servers, clients, scenarios } = selection;
	return {
		cells,
		selection: {
			...selection,
			servers: servers.filter(isUsed),
			clients: clients.filter(isUsed),
			scenarios: scenarios.filter(isUsed),
		},
	};
}
