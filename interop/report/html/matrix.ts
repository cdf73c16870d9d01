/** Servers × clients: per pair, passed of all, a bar, and in words what is not passed. One table per transport. */
import { type ComponentChild, h } from "preact";
import type { ResultCell, Results } from "../../model/results.ts";
import type { Outcome } from "../../model/words.ts";
import { axes, groupBy, occurring, reds, tally, total } from "../tally.ts";
import { count, listed } from "../verdict.ts";
import { LOOKS } from "./marks.ts";

export function matrix(results: Results): ComponentChild {
	const { transports } = axes(results);
	const layers = ["all", ...transports];
	return h("section", { id: "matrix", "aria-labelledby": "matrix-title" }, [
		h("h2", { id: "matrix-title" }, "Servers × clients"),
		h("fieldset", { class: "switch" }, [
			h("legend", null, "Transport"),
			...layers.map((layer) => choice(layer)),
		]),
		...layers.map((layer) =>
			h("div", { class: "scroll", "data-layer": layer, hidden: layer !== "all" }, [
				pairs(results, layer === "all" ? transports : [layer]),
			]),
		),
	]);
}

function choice(layer: string): ComponentChild {
	return h("label", null, [
		h("input", { type: "radio", name: "transport", value: layer, checked: layer === "all" }),
		h("span", null, layer),
	]);
}

function pairs(results: Results, transports: readonly string[]): ComponentChild {
	const { servers, clients } = axes(results);
	const cells = groupBy(
		results.cells.filter((cell) => transports.includes(cell.transport)),
		(cell) => `${cell.server}/${cell.client}`,
	);
	const behaviours = new Map(
		results.peers.flatMap((peer) => (peer.role === "server" ? [[peer.name, peer.behaviour]] : [])),
	);
	return h("table", { class: "matrix" }, [
		h("caption", null, `Cells passed of all, over ${listed([...transports])}`),
		h("thead", null, [
			h("tr", null, [
				h("th", { scope: "col" }, "server ╲ client"),
				...clients.map((client) => h("th", { scope: "col" }, client)),
			]),
		]),
		h(
			"tbody",
			null,
			servers.map((server) =>
				h("tr", null, [
					h("th", { scope: "row" }, [server, h("small", null, behaviours.get(server) ?? "")]),
					...clients.map((client) => pair(server, client, cells.get(`${server}/${client}`) ?? [])),
				]),
			),
		),
	]);
}

function pair(server: string, client: string, cells: readonly ResultCell[]): ComponentChild {
	const counts = tally(cells);
	const of = total(counts);
	if (of === 0) return h("td", { class: "none" }, "not run");
	const rest = occurring(counts).filter(([outcome]) => outcome !== "passed");
	const hash = new URLSearchParams({ server, client });
	return h("td", { class: reds(counts) > 0 ? "red" : "green" }, [
		h("a", { href: `#${hash}`, "aria-label": spoken(server, client, of, occurring(counts)) }, [
			h("span", { class: "ratio" }, [h("b", null, count(counts.passed)), `/${count(of)}`]),
			bar(occurring(counts)),
			...rest.map(([outcome, found]) =>
				h(
					"span",
					{ class: `note ${outcome}` },
					`${LOOKS[outcome].shape} ${count(found)} ${LOOKS[outcome].word}`,
				),
			),
		]),
	]);
}

function bar(parts: readonly [Outcome, number][]): ComponentChild {
	return h(
		"span",
		{ class: "bar", "aria-hidden": "true" },
		parts
			.toReversed()
			.map(([outcome, found]) => h("i", { class: outcome, style: { flexGrow: found } })),
	);
}

function spoken(
	server: string,
	client: string,
	of: number,
	parts: readonly [Outcome, number][],
): string {
	const words = parts.map(([outcome, found]) => `${count(found)} ${LOOKS[outcome].word}`);
	return `server ${server}, client ${client}: ${words.join(", ")} of ${count(of)}`;
}
