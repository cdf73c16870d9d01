// biome-ignore-all lint/a11y/noRedundantRoles: a table that is laid out as cards loses its own roles
/** A table of texts; on a narrow screen each row is a card, whose fields carry their column's name. */
import type { ComponentChildren } from "preact";

export interface Row {
	readonly key: string;
	readonly id?: string;
	/** True for the row that the address names. */
	readonly current?: boolean;
	readonly cells: readonly ComponentChildren[];
}

export function Table(props: {
	caption: string;
	head: readonly string[];
	rows: readonly Row[];
	class?: string;
}) {
	const { caption, head, rows } = props;
	return (
		<table role="table" class={`plain ${props.class ?? ""}`.trim()}>
			<caption>{caption}</caption>
			<thead role="rowgroup">
				<tr role="row">
					{head.map((name) => (
						<th role="columnheader" scope="col" key={name}>
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{rows.map((row) => (
					<tr role="row" key={row.key} id={row.id} class={row.current ? "current" : undefined}>
						{row.cells.map((field, at) =>
							at === 0 ? (
								<th role="rowheader" scope="row" data-head={head[at]} key={head[at]}>
									{field}
								</th>
							) : (
								<td role="cell" data-head={head[at]} key={head[at]}>
									<div>{field}</div>
								</td>
							),
						)}
					</tr>
				))}
			</tbody>
		</table>
	);
}
