/** A cell's sequence, and that of another cell of the scenario beside it. */
import { useMemo } from "preact/hooks";
import { LOOKS } from "../looks.ts";
import { filterOf, go, hashOf, type View } from "./address.ts";
import { type AppCell, CELL_BY_ID, CELLS_BY_SCENARIO, DATA, SCENARIO_BY_ID } from "./data.ts";
import { Sequence } from "./sequence.tsx";

export function Sequences({ view, cell }: { view: View; cell: AppCell }) {
	const others = useMemo(
		() => (CELLS_BY_SCENARIO.get(cell.scenario) ?? []).filter((other) => other !== cell),
		[cell],
	);
	const beside = view.beside === "" ? nearest(cell, others) : (CELL_BY_ID.get(view.beside) ?? null);
	const dialect = SCENARIO_BY_ID.get(cell.scenario)?.kind === "dialect";
	// What another reference does is no model for this one.
	const follows = ({ behaviour }: AppCell) =>
		dialect && behaviour !== cell.behaviour ? ` (as ${behaviour})` : "";
	const story = DATA.stories[cell.story] ?? null;
	return (
		<div class={beside ? "sequences two" : "sequences"}>
			<figure>
				<figcaption>
					<span>
						<b>This cell</b>: {placeOf(cell)}
					</span>
				</figcaption>
				<Sequence cell={cell} story={story} />
			</figure>
			{others.length > 0 && (
				<figure>
					<figcaption>
						<label class="not-printed">
							Beside it{" "}
							<select
								value={beside?.id ?? "none"}
								onChange={(event) => go({ ...view, beside: event.currentTarget.value }, true)}
							>
								<option value="none">nothing</option>
								{others.map((other) => (
									<option key={other.id} value={other.id}>
										{LOOKS[other.outcome].shape} {placeOf(other, follows(other))}:{" "}
										{LOOKS[other.outcome].word}
									</option>
								))}
							</select>
						</label>
						{beside && <span class="printed">Beside it: {placeOf(beside, follows(beside))}</span>}
						{beside && (
							<a class="not-printed" href={hashOf({ ...filterOf(view), cell: beside.id })}>
								open
							</a>
						)}
					</figcaption>
					{beside && <Sequence cell={beside} story={null} />}
				</figure>
			)}
		</div>
	);
}

function placeOf({ server, client, transport }: AppCell, follows = ""): string {
	return `server ${server}${follows}, client ${client}, ${transport}`;
}

/** Of what passed, that which has the most in common with a cell that did not. */
function nearest(cell: AppCell, others: readonly AppCell[]): AppCell | null {
	if (cell.outcome === "passed") return null;
	const common = (other: AppCell) =>
		Number(other.transport === cell.transport) +
		2 * Number(other.behaviour === cell.behaviour) +
		4 * Number(other.client === cell.client) +
		4 * Number(other.server === cell.server);
	const passed = others.filter(({ outcome }) => outcome === "passed");
	return passed.toSorted((one, other) => common(other) - common(one))[0] ?? null;
}
