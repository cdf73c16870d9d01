/** The filter bar. What it says stands in the address, so that a view can be sent to somebody. */
import { type ComponentChild, h } from "preact";
import type { Results } from "../../model/results.ts";
import { axes, occurring, tally } from "../tally.ts";
import { LOOKS } from "./marks.ts";

export function filters(results: Results): ComponentChild {
	const { servers, clients } = axes(results);
	const outcomes = occurring(tally(results.cells)).map(([outcome]) => outcome);
	return h("form", { id: "filters", class: "filters", "aria-label": "Filter" }, [
		h("label", null, [
			h("span", null, "Text"),
			h("input", {
				type: "search",
				name: "text",
				placeholder: "scenario, title, reason",
				autocomplete: "off",
			}),
		]),
		select("outcome", "Outcome", [
			["", "any"],
			["red", "not as it should be"],
			...outcomes.map((outcome): [string, string] => [outcome, LOOKS[outcome].word]),
		]),
		select("server", "Server", [
			["", "any"],
			...servers.map((name): [string, string] => [name, name]),
		]),
		select("client", "Client", [
			["", "any"],
			...clients.map((name): [string, string] => [name, name]),
		]),
		h("button", { type: "reset" }, "Show all"),
	]);
}

function select(
	name: string,
	title: string,
	options: readonly [value: string, text: string][],
): ComponentChild {
	return h("label", null, [
		h("span", null, title),
		h(
			"select",
			{ name },
			options.map(([value, text]) => h("option", { value }, text)),
		),
	]);
}
