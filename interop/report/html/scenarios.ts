/** Scenarios by family × pairs: one mark per cell. */
import { type ComponentChild, h } from "preact";
import type { ResultCell, Results } from "../../model/results.ts";
import { axes, cellId, groupBy, isRed } from "../tally.ts";
import { counted } from "../verdict.ts";
import { visible } from "../visible.ts";
import { LOOKS } from "./marks.ts";

type Scenario = Results["scenarios"][number];

export function scenarios(results: Results): ComponentChild {
	const { servers, clients, transports } = axes(results);
	const cells = groupBy(results.cells, (cell) => `${cell.server}/${cell.client} ${cell.scenario}`);
	const pairs = servers.flatMap((server) => clients.map((client) => `${server}/${client}`));
	const families = groupBy(results.scenarios, family);
	return h("section", { id: "scenarios", "aria-labelledby": "scenarios-title" }, [
		h("h2", { id: "scenarios-title" }, "Scenarios × pairs"),
		h("p", { class: "quiet" }, [
			`In each field one mark per transport: ${transports.join(", ") || "none"}. `,
			"A mark opens its cell; arrow keys move between marks.",
		]),
		h("p", { id: "shown", class: "quiet", role: "status" }),
		h(
			"div",
			{ class: "scroll tall", tabIndex: 0, role: "region", "aria-label": "Scenarios by pair" },
			[
				h("table", { class: "scenarios" }, [
					head(servers, clients),
					...[...families].map(([name, group]) => body(name, group, pairs, cells)),
				]),
			],
		),
	]);
}

function family(scenario: Scenario): string {
	return scenario.id.slice(0, scenario.id.lastIndexOf("/"));
}

function head(servers: readonly string[], clients: readonly string[]): ComponentChild {
	return h("thead", null, [
		h("tr", null, [
			h("th", { scope: "col", rowSpan: 2 }, "scenario"),
			...servers.map((server) =>
				h(
					"th",
					{ scope: "colgroup", colSpan: clients.length, "data-server": server, class: "first" },
					server,
				),
			),
		]),
		h(
			"tr",
			null,
			servers.flatMap((server) =>
				clients.map((client, at) =>
					h(
						"th",
						{
							scope: "col",
							"data-pair": `${server}/${client}`,
							class: at === 0 ? "first" : undefined,
						},
						client,
					),
				),
			),
		),
	]);
}

function body(
	name: string,
	group: readonly Scenario[],
	pairs: readonly string[],
	cells: ReadonlyMap<string, ResultCell[]>,
): ComponentChild {
	const ids = new Set(group.map((scenario) => scenario.id));
	const red = [...cells.values()]
		.flat()
		.filter((cell) => ids.has(cell.scenario) && isRed(cell.outcome));
	return h("tbody", null, [
		h("tr", { class: "family" }, [
			h("th", { scope: "rowgroup", colSpan: pairs.length + 1 }, [
				h("span", null, [
					h("b", null, name),
					` ${counted(group.length, "scenario")}`,
					red.length > 0
						? h("em", null, ` ${counted(red.length, "cell")} not as they should be`)
						: null,
				]),
			]),
		]),
		...group.map((scenario) =>
			h("tr", { "data-scenario": scenario.id }, [
				h(
					"th",
					{ scope: "row", title: visible(scenario.title) },
					scenario.id.slice(name.length + 1),
				),
				...pairs.map((pair, at) =>
					field(pair, cells.get(`${pair} ${scenario.id}`) ?? [], startsServer(pairs, at)),
				),
			]),
		),
	]);
}

/** True where a new server's columns begin. */
function startsServer(pairs: readonly string[], at: number): boolean {
	return pairs[at]?.split("/")[0] !== pairs[at - 1]?.split("/")[0];
}

function field(pair: string, cells: readonly ResultCell[], first: boolean): ComponentChild {
	return h("td", { "data-pair": pair, class: first ? "first" : undefined }, cells.map(link));
}

/** Out of the tab order: the page's script keeps one of them in it, and moves that by arrow keys. */
function link(cell: ResultCell): ComponentChild {
	const { shape, word } = LOOKS[cell.outcome];
	return h(
		"a",
		{
			class: `mark ${cell.outcome}`,
			href: `#${new URLSearchParams({ cell: cellId(cell) })}`,
			"aria-label": `${word}, ${cell.transport}`,
			tabIndex: -1,
		},
		shape,
	);
}
