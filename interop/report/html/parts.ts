/** Parts that the page's sections share. */
import { type ComponentChild, h } from "preact";

export function section(id: string, title: string, children: ComponentChild[]): ComponentChild {
	return h("section", { id, "aria-labelledby": `${id}-title` }, [
		h("h2", { id: `${id}-title` }, title),
		...children,
	]);
}

/** A table with a header per column; fields carry its name, for narrow screens. */
export function table(
	head: readonly string[],
	rows: readonly (readonly ComponentChild[])[],
): ComponentChild {
	if (rows.length === 0) return h("p", { class: "quiet" }, "None.");
	return h("table", { class: "plain" }, [
		h(
			"thead",
			null,
			h(
				"tr",
				null,
				head.map((name) => h("th", { scope: "col" }, name)),
			),
		),
		h(
			"tbody",
			null,
			rows.map((row) =>
				h(
					"tr",
					null,
					row.map((field, at) => h("td", { "data-head": head[at] }, h("div", null, field))),
				),
			),
		),
	]);
}

/** A name: in a narrow column it breaks at its hyphens only. */
export function word(text: string): ComponentChild {
	return h("span", { class: "word" }, text);
}
