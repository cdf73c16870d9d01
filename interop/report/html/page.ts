/** The report as one page that needs nothing beside itself: style, data and script are in it. */
import { readFileSync } from "node:fs";
import { type ComponentChild, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ReportData } from "../load.ts";
import { verdict } from "../verdict.ts";
import { blame } from "./blame.ts";
import { pageData } from "./embed.ts";
import { filters } from "./filters.ts";
import { matrix } from "./matrix.ts";
import { observed } from "./observed.ts";
import { overview } from "./overview.ts";
import { latency, repetitions } from "./repetitions.ts";
import { scenarios } from "./scenarios.ts";
import { ledger, preflight, versions } from "./tables.ts";

/** In the order of their imports: no loader of modules works from a file on disk, so they become one. */
const SCRIPTS = ["dom", "address", "filter", "keys", "parts", "cell", "main"] as const;

/** In the order of the page; what every part shares comes first. */
const STYLES = [
	"base",
	"marks",
	"overview",
	"matrix",
	"blame",
	"filters",
	"scenarios",
	"tables",
	"cell",
	"difference",
] as const;

const SECTIONS: readonly (readonly [id: string, title: string])[] = [
	["matrix", "Matrix"],
	["blame", "Blame"],
	["scenarios", "Scenarios"],
	["latency", "Latency"],
	["preflight", "Preflight"],
	["ledger", "Ledger"],
	["observed", "Observed"],
	["versions", "Versions"],
];

export function page(data: ReportData): string {
	const { results } = data;
	const body = h("body", null, [
		h("a", { class: "skip", href: "#scenarios" }, "To the scenarios"),
		h("main", null, [
			overview(results),
			h(
				"nav",
				{ "aria-label": "Sections" },
				SECTIONS.map(([id, title]) => h("a", { href: `#${id}` }, title)),
			),
			matrix(results),
			repetitions(results),
			blame(results),
			filters(results),
			scenarios(results),
			latency(results),
			preflight(results),
			ledger(results),
			observed(data.observed),
			versions(results),
		]),
		h("dialog", { id: "cell", "aria-labelledby": "cell-title" }),
		raw("script", json(pageData(data)), { id: "data", type: "application/json" }),
		raw("script", script(), { type: "module" }),
	]);
	const title = `${verdict(results).word} · RouteGuide interop`;
	return `<!doctype html>\n${renderToString(h("html", { lang: "en" }, [head(title), body]))}\n`;
}

function head(title: string): ComponentChild {
	return h("head", null, [
		h("meta", { charset: "utf-8" }),
		h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
		h("meta", { name: "color-scheme", content: "light dark" }),
		// No icon of its own; without this a browser asks a server for one.
		h("link", { rel: "icon", href: "data:," }),
		h("title", null, title),
		raw("style", STYLES.map((name) => own(`style/${name}.css`)).join("\n"), {}),
	]);
}

/** Text that the framework must not escape. Only for our own files, and for `json`. */
function raw(
	tag: "script" | "style",
	text: string,
	attributes: Record<string, string>,
): ComponentChild {
	return h(tag, { ...attributes, dangerouslySetInnerHTML: { __html: text } });
}

/** JSON in which nothing can end, or open, an element or a comment. */
function json(value: unknown): string {
	return JSON.stringify(value).replaceAll("<", "\\u003c");
}

function script(): string {
	return SCRIPTS.map((name) => own(`client/${name}.js`))
		.join("\n")
		.replaceAll(/^import .*;\n/gm, "")
		.replaceAll(/^export /gm, "");
}

function own(path: string): string {
	return readFileSync(new URL(path, import.meta.url), "utf8");
}
