/** The filter bar. What it says stands in the address. */
import { occurring, tally } from "../../tally.ts";
import { count, counted } from "../../verdict.ts";
import { LOOKS } from "../looks.ts";
import { type Filter, go, isFiltered, unfiltered, type View } from "./address.ts";
import { CELLS, DATA, FAMILIES } from "./data.ts";

type Options = readonly (readonly [value: string, word: string])[];

const OUTCOMES: Options = [
	["red", "not as it should be"],
	...occurring(tally(CELLS)).map(([outcome]) => [outcome, LOOKS[outcome].word] as const),
];
const SELECTS: readonly (readonly [name: keyof Filter, title: string, options: Options])[] = [
	["outcome", "Outcome", OUTCOMES],
	["server", "Server", named(DATA.servers.map(({ name }) => name))],
	["client", "Client", named(DATA.clients)],
	["transport", "Transport", named(DATA.transports)],
	["family", "Family", named(FAMILIES)],
];

function named(names: readonly string[]): Options {
	return names.map((name) => [name, name]);
}

export function Filters({ view, shown }: { view: View; shown: number }) {
	const all = counted(CELLS.length, "cell");
	return (
		<form class="filters" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
			<label class="text">
				<span>Text</span>
				<input
					type="search"
					name="text"
					placeholder="scenario, title, reason"
					autocomplete="off"
					value={view.text}
					onInput={(event) => go({ ...view, text: event.currentTarget.value }, true)}
				/>
			</label>
			{SELECTS.map(([name, title, options]) => (
				<Choice
					key={name}
					name={name}
					title={title}
					options={options}
					value={view[name]}
					onChoice={(value) => go({ ...view, [name]: value })}
				/>
			))}
			<button type="button" disabled={!isFiltered(view)} onClick={() => go(unfiltered(view))}>
				Show all
			</button>
			<output aria-live="polite">
				{shown === CELLS.length ? all : `${count(shown)} of ${all}`}
			</output>
		</form>
	);
}

function Choice(props: {
	name: string;
	title: string;
	options: Options;
	value: string;
	onChoice: (value: string) => void;
}) {
	const { name, title, value, onChoice } = props;
	// An address may ask for what this run has not: the filter then says so, and no cell fits.
	const options =
		value === "" || props.options.some(([known]) => known === value)
			? props.options
			: [...props.options, [value, value] as const];
	return (
		<label>
			<span>{title}</span>
			<select name={name} value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
				<option value="">any</option>
				{options.map(([option, word]) => (
					<option key={option} value={option}>
						{word}
					</option>
				))}
			</select>
		</label>
	);
}
