/** `--list`: what would run. */
import type { Plan } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";

/** For a machine: everything by name, and every cell. */
export function listJson(plan: Plan, scenarios: readonly Scenario[]): string {
	const { servers, clients, transports, cells } = plan;
	return JSON.stringify(
		{
			servers: servers.map(({ name, behaviour, peer }) => ({ name, behaviour, peer })),
			clients: clients.map(({ name, peer }) => ({ name, peer })),
			transports,
			scenarios: scenarios.map(({ id, title, mode, kind, source }) => ({
				id,
				title,
				mode,
				kind,
				source,
			})),
			cells: cells.map(({ id }) => id),
		},
		null,
		2,
	);
}

/** For a person: the dimensions, and each scenario with its title. */
export function listText(plan: Plan, scenarios: readonly Scenario[]): string {
	const width = Math.max(...scenarios.map(({ id }) => id.length));
	return [
		`servers:    ${plan.servers.map(({ name }) => name).join(", ")}`,
		`clients:    ${plan.clients.map(({ name }) => name).join(", ")}`,
		`transports: ${plan.transports.join(", ")}`,
		`scenarios:  ${scenarios.length}`,
		...scenarios.map(({ id, title, kind }) => `  ${id.padEnd(width)}  ${kind.padEnd(8)}  ${title}`),
		`cells:      ${plan.cells.length}`,
	].join("\n");
}
