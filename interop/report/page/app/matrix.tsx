/** Servers × clients: per pair, passed of all, a bar, and in words what did not pass. */
import { useMemo } from "preact/hooks";
import { groupBy, occurring, reds, tally, total } from "../../tally.ts";
import { count, listed } from "../../verdict.ts";
import { LOOKS } from "../looks.ts";
import { go, type View } from "./address.ts";
import { type AppCell, CELLS, DATA } from "./data.ts";
import { ClientsHead } from "./elsewhere.tsx";
import { Bar, Mark } from "./marks.tsx";
import { ToScenarios } from "./to-scenarios.tsx";

export function Matrix({ view }: { view: View }) {
	const { transport } = view;
	const over = DATA.transports.filter((name) => transport === "" || name === transport);
	const cells = useMemo(
		() =>
			groupBy(
				CELLS.filter((cell) => transport === "" || cell.transport === transport),
				({ server, client }) => `${server}/${client}`,
			),
		[transport],
	);
	return (
		<section aria-labelledby="matrix-title">
			<div class="title-line">
				<h2 id="matrix-title">Servers × clients</h2>
				<Switch view={view} />
			</div>
			<section class="scroll" aria-label="Servers by clients, a table that may scroll sideways">
				<table class="matrix">
					<caption>Cells that passed, of all; over {listed(over)}</caption>
					<thead>
						<ClientsHead />
					</thead>
					<tbody>
						{DATA.servers.map(({ name, behaviour }) => (
							<tr key={name}>
								<th scope="row">
									{name}
									{behaviour !== null && behaviour !== name && <small>as {behaviour}</small>}
								</th>
								{DATA.clients.map((client) => (
									<Field
										key={client}
										view={view}
										server={name}
										client={client}
										its={cells.get(`${name}/${client}`) ?? []}
									/>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</section>
	);
}

function Switch({ view }: { view: View }) {
	return (
		<fieldset class="switch">
			<legend>Transport</legend>
			{["", ...DATA.transports].map((transport) => (
				<label key={transport}>
					<input
						type="radio"
						name="transport-switch"
						value={transport}
						checked={view.transport === transport}
						onChange={() => go({ ...view, transport })}
					/>
					<span>{transport === "" ? "all" : transport}</span>
				</label>
			))}
		</fieldset>
	);
}

function Field(props: { view: View; server: string; client: string; its: readonly AppCell[] }) {
	const { view, server, client } = props;
	const counts = tally(props.its);
	const of = total(counts);
	if (of === 0) return <td class="none">not run</td>;
	const rest = occurring(counts).filter(([outcome]) => outcome !== "passed");
	return (
		<td class={reds(counts) > 0 ? "red" : "green"}>
			<ToScenarios view={view} to={{ server, client }}>
				<span class="spoken">
					server {server}, client {client}: passed{" "}
				</span>
				<span class="ratio">
					<b>{count(counts.passed)}</b> / {count(of)}
				</span>
				<Bar tally={counts} />
				<span class="notes">
					{rest.map(([outcome, found]) => (
						<span key={outcome} class={`note ${outcome}`}>
							<Mark outcome={outcome} /> {count(found)} {LOOKS[outcome].word}
						</span>
					))}
				</span>
			</ToScenarios>
		</td>
	);
}
