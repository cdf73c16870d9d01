/** Which cells agree with each other, where they do not all. */
import { counted } from "../../verdict.ts";
import { filterOf, hashOf, type View } from "./address.ts";
import { CELLS } from "./data.ts";

export function Parties({ of, view }: { of: readonly (readonly number[])[]; view: View }) {
	return (
		<div class="parties">
			<h3>Who agrees with whom</h3>
			<ol>
				{of.map((party) => (
					<li key={party[0]}>
						<details>
							<summary>{counted(party.length, "cell")} saw the same</summary>
							<ul>
								{party.map((index) => {
									const id = CELLS[index]?.id ?? "";
									return (
										<li key={index}>
											<a href={hashOf({ ...filterOf(view), cell: id })}>{id}</a>
										</li>
									);
								})}
							</ul>
						</details>
					</li>
				))}
			</ol>
		</div>
	);
}
