/** Expected and observed side by side, by line, with the part that differs marked. */
import type { DifferenceRow, MarkedLine } from "../../difference.ts";

export function Difference({ rows }: { rows: readonly DifferenceRow[] }) {
	return (
		<table class="difference" aria-label="Expected and observed">
			<thead>
				<tr>
					<th scope="col">expected</th>
					<th scope="col">observed</th>
				</tr>
			</thead>
			<tbody>
				{rows.map((row, at) => (
					<Row key={at} row={row} />
				))}
			</tbody>
		</table>
	);
}

function Row({ row }: { row: DifferenceRow }) {
	if (row.kind === "folded")
		return (
			<tr class="folded">
				<td colSpan={2}>… {row.lines} more lines …</td>
			</tr>
		);
	const [expected, observed] =
		row.kind === "same"
			? [row.line, row.line]
			: ["expected" in row ? row.expected : null, "observed" in row ? row.observed : null];
	return (
		<tr class={row.kind}>
			<Side line={expected} name="expected" />
			<Side line={observed} name="observed" />
		</tr>
	);
}

function Side({ line, name }: { line: string | MarkedLine | null; name: string }) {
	if (line === null) return <td class="absent" />;
	if (typeof line === "string") return <td class={name}>{line}</td>;
	const [before, differing, after] = line;
	return (
		<td class={name}>
			{before}
			{differing !== "" && <mark>{differing}</mark>}
			{after}
		</td>
	);
}
