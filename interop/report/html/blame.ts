/** Who is to blame, if anybody: rows and columns that stand alone. */
import { type ComponentChild, h } from "preact";
import type { Blame, Results } from "../../model/results.ts";
import { groupBy } from "../tally.ts";
import { counted, listed } from "../verdict.ts";
import { visible } from "../visible.ts";

const STANDS: Readonly<Record<Blame["kind"], string>> = {
	server: "Server",
	client: "Client",
	pair: "Pair",
	transport: "Transport",
	disagree: "No majority:",
};

export function blame(results: Results): ComponentChild {
	const groups = [
		...groupBy(results.blame, (item) => `${item.kind} ${item.who.join(" ")}`).values(),
	];
	return h("section", { id: "blame", "aria-labelledby": "blame-title" }, [
		h("h2", { id: "blame-title" }, "Who stands alone"),
		groups.length === 0
			? h(
					"p",
					{ class: "quiet" },
					"Nobody: wherever cells were compared, they agree or differ as the ledger says.",
				)
			: h(
					"ul",
					{ class: "blame" },
					groups.toSorted((a, b) => b.length - a.length).map((group) => culprit(group)),
				),
	]);
}

function culprit(group: readonly Blame[]): ComponentChild {
	const [first] = group;
	if (first === undefined) return null;
	const verb =
		first.kind === "disagree"
			? "disagree"
			: first.who.length === 1
				? "stands alone"
				: "stand alone";
	return h("li", null, [
		h("p", null, [
			`${STANDS[first.kind]} `,
			h("b", null, visible(listed(first.who))),
			` ${verb} in ${counted(group.length, "scenario")}`,
		]),
		h(
			"ul",
			null,
			group.map((item) => h("li", null, [place(item), ": ", h("bdi", null, visible(item.text))])),
		),
	]);
}

function place(item: Blame): ComponentChild {
	const [cell] = item.cells;
	const to = new URLSearchParams(cell === undefined ? { text: item.scenario } : { cell });
	return h("a", { href: `#${to}` }, item.scenario);
}
