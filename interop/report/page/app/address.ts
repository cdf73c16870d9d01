/** What is shown stands in the address's hash, so that it survives a reload and can be sent to somebody. */
import { useLayoutEffect, useState } from "preact/hooks";

const FILTER_KEYS = ["text", "outcome", "server", "client", "transport", "family"] as const;
const KEYS = ["view", "row", "cell", "beside", ...FILTER_KEYS] as const;

/** What is not set is the empty string. `outcome` may be `red`: all that is not as it should be. */
export type View = Readonly<Record<(typeof KEYS)[number], string>>;
export type Filter = Pick<View, (typeof FILTER_KEYS)[number]>;

/** The view that a hash describes. */
export function viewOf(hash: string): View {
	const given = new URLSearchParams(hash.replace(/^#/, ""));
	return Object.fromEntries(KEYS.map((key) => [key, given.get(key) ?? ""])) as View;
}

/** The hash of a view; what is not set is left out, and slashes are kept to be read. */
export function hashOf(view: Partial<View>): string {
	const set = KEYS.flatMap((key) => (view[key] ? [[key, view[key]]] : []));
	return `#${new URLSearchParams(set)}`.replaceAll("%2F", "/");
}

/** The part of a view that says which cells are shown. */
export function filterOf(view: View): Filter {
	return Object.fromEntries(FILTER_KEYS.map((key) => [key, view[key]])) as Filter;
}

/** The same view with every cell. */
export function unfiltered(view: View): View {
	return { ...view, ...Object.fromEntries(FILTER_KEYS.map((key) => [key, ""])) };
}

export function isFiltered(view: View): boolean {
	return FILTER_KEYS.some((key) => view[key] !== "");
}

/** Shows another view. Typing replaces the entry of the history, everything else adds one. */
export function go(view: Partial<View>, replace = false): void {
	const hash = hashOf(view);
	if (hash === location.hash || (hash === "#" && location.hash === "")) return;
	if (replace) history.replaceState(null, "", hash);
	else history.pushState(null, "", hash);
	dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The view of the address, kept up to date. */
export function useView(): View {
	const [view, setView] = useState(() => viewOf(location.hash));
	useLayoutEffect(() => {
		const change = () => setView(viewOf(location.hash));
		addEventListener("hashchange", change);
		return () => removeEventListener("hashchange", change);
	}, []);
	return view;
}
