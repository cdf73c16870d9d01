/** The report as one page that needs nothing beside itself: style, script and data are in it. */
import type { ReportData } from "../load.ts";
import { visible } from "../visible.ts";
import { builtPage } from "./build.ts";
import { pageData } from "./embed.ts";

/** Where the data goes in what is built. */
const EMPTY = '<script id="data" type="application/json">null</script>';

/** The page's HTML. `tell` is called where it takes a while. Throws a ReportError. */
export async function page(data: ReportData, tell: (line: string) => void): Promise<string> {
	const html = await builtPage(tell);
	return html.replace(EMPTY, () => EMPTY.replace("null", () => json(pageData(data))));
}

/** JSON in which nothing can end, or open, an element or a comment, and nothing vanishes or reorders. */
function json(value: unknown): string {
	const text = JSON.stringify(value, (_, inner) =>
		typeof inner === "string" ? visible(inner) : inner,
	);
	return text.replaceAll("<", "\\u003c");
}
