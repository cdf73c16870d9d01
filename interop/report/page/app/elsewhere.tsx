/** The same scenario in the other pairs: servers × clients, a link for each transport. */
import { groupBy } from "../../tally.ts";
import { LOOKS } from "../looks.ts";
import { filterOf, hashOf, type View } from "./address.ts";
import { type AppCell, CELLS_BY_SCENARIO, DATA } from "./data.ts";
import { Mark } from "./marks.tsx";

export function ClientsHead() {
	return (
		<tr>
			<th scope="col">server ╲ client</th>
			{DATA.clients.map((client) => (
				<th scope="col" key={client}>
					{client}
				</th>
			))}
		</tr>
	);
}

export function Elsewhere({ view, cell }: { view: View; cell: AppCell }) {
	const pairs = groupBy(
		CELLS_BY_SCENARIO.get(cell.scenario) ?? [],
		({ server, client }) => `${server}/${client}`,
	);
	return (
		<section class="scroll" aria-label="The scenario's cells, a table that may scroll sideways">
			<table class="elsewhere" aria-label="Outcomes by server and client">
				<thead>
					<ClientsHead />
				</thead>
				<tbody>
					{DATA.servers.map(({ name }) => (
						<tr key={name}>
							<th scope="row">{name}</th>
							{DATA.clients.map((client) => (
								<td key={client}>
									{(pairs.get(`${name}/${client}`) ?? []).map((other) => (
										<Other key={other.id} other={other} cell={cell} view={view} />
									))}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Other({ other, cell, view }: { other: AppCell; cell: AppCell; view: View }) {
	const { word } = LOOKS[other.outcome];
	return (
		<a
			class="other"
			href={hashOf({ ...filterOf(view), cell: other.id })}
			aria-current={other === cell ? "true" : undefined}
			title={other.reason ?? word}
		>
			<Mark outcome={other.outcome} /> {other.transport} <span class="spoken">{word}</span>
		</a>
	);
}
