/** Who is to blame: by the peers that it comes down to, with the scenarios. */
import { type ComponentChild, h } from "preact";
import type { Blame, Results } from "../../model/results.ts";
import { BLAME_MEANS, type Blamed, blamed } from "../blame.ts";
import { counted } from "../verdict.ts";
import { visible } from "../visible.ts";

export function blame(results: Results): ComponentChild {
	const red = blamed(results.blame, false);
	const known = blamed(results.blame, true);
	return h("section", { id: "blame", "aria-labelledby": "blame-title" }, [
		h("h2", { id: "blame-title" }, "Who is to blame"),
		h("p", { class: "quiet" }, BLAME_MEANS),
		red.length === 0
			? h(
					"p",
					{ class: "quiet" },
					"Nobody: wherever cells were compared, they agree or differ as the ledger says.",
				)
			: list(red),
		known.length > 0 &&
			h("details", null, [
				h(
					"summary",
					null,
					`Known differences come down to ${counted(known.length, "set")} of peers`,
				),
				list(known, "known"),
			]),
	]);
}

function list(groups: readonly Blamed[], kind = ""): ComponentChild {
	return h(
		"ul",
		{ class: `blame ${kind}`.trim() },
		groups.map(({ title, items }) =>
			h("li", null, [
				h("p", null, [h("b", null, visible(title)), `, in ${counted(items.length, "scenario")}`]),
				h("ul", null, items.map(scenario)),
			]),
		),
	);
}

function scenario(item: Blame): ComponentChild {
	const [cell] = item.cells;
	const to = new URLSearchParams(cell === undefined ? { text: item.scenario } : { cell });
	const among = item.behaviour === null ? "" : `, among those that follow ${item.behaviour}`;
	return h("li", null, [
		h("a", { href: `#${to}` }, item.scenario),
		`: ${counted(item.cells.length, "cell")}${among}`,
	]);
}
