/** What the server says it saw of a cell's calls, in the order in which they ended. */
import type { PageWitness } from "../data.ts";

export function Witnesses({ of }: { of: readonly PageWitness[] }) {
	return (
		<ol class="witnesses">
			{of.map(({ call, saw, facts }, at) => (
				<li key={at}>
					<b>{call}</b>: {saw}
					<ul>
						{facts.map(([name, value], place) => (
							<li key={place}>
								<span class="quiet">{name}</span> {value}
							</li>
						))}
					</ul>
				</li>
			))}
		</ol>
	);
}
