/** Who is to blame: by the peers that it comes down to, with the scenarios. */
import { BLAME_MEANS } from "../../blame.ts";
import { counted } from "../../verdict.ts";
import type { PageBlamed } from "../data.ts";
import { hashOf } from "./address.ts";
import { CELLS, DATA } from "./data.ts";

/** Sets of peers, and scenarios of one, that are shown at once. */
const SHOWN = { sets: 6, scenarios: 5 } as const;

export function Blame() {
	const { red, known } = DATA.blame;
	return (
		<section class="told to-blame" aria-labelledby="blame-title">
			<h2 id="blame-title">Who is to blame</h2>
			{red.length === 0 ? (
				<p>
					<b>Nobody.</b> Wherever cells were compared, they agree, or differ as the ledger says.
				</p>
			) : (
				<Groups of={red} class="blame" />
			)}
			<p class="quiet">{BLAME_MEANS}</p>
			{known.length > 0 && (
				<details>
					<summary>Known differences come down to {counted(known.length, "set")} of peers</summary>
					<Groups of={known} class="blame known" />
				</details>
			)}
		</section>
	);
}

function Groups(props: { of: readonly PageBlamed[]; class: string }) {
	const [first, rest] = [props.of.slice(0, SHOWN.sets), props.of.slice(SHOWN.sets)];
	return (
		<>
			<Sets of={first} class={props.class} />
			{rest.length > 0 && (
				<details>
					<summary>{counted(rest.length, "more set", "more sets")} of peers</summary>
					<Sets of={rest} class={props.class} />
				</details>
			)}
		</>
	);
}

function Sets(props: { of: readonly PageBlamed[]; class: string }) {
	return (
		<ul class={props.class}>
			{props.of.map(({ title, items }) => (
				<li key={title}>
					<b>{title}</b>, in{" "}
					{counted(new Set(items.map(({ scenario }) => scenario)).size, "scenario")}
					<Items of={items.slice(0, SHOWN.scenarios)} />
					{items.length > SHOWN.scenarios && (
						<details>
							<summary>{items.length - SHOWN.scenarios} more</summary>
							<Items of={items.slice(SHOWN.scenarios)} />
						</details>
					)}
				</li>
			))}
		</ul>
	);
}

function Items({ of }: { of: PageBlamed["items"] }) {
	return (
		<ul>
			{of.map(({ scenario, behaviour, cells }) => {
				const cell = CELLS[cells[0] ?? -1];
				return (
					<li key={`${scenario} ${behaviour}`}>
						<a href={hashOf(cell ? { cell: cell.id } : { text: scenario })}>{scenario}</a>:{" "}
						{counted(cells.length, "cell")}
						{behaviour !== null && ` among those that follow ${behaviour}`}
					</li>
				);
			})}
		</ul>
	);
}
