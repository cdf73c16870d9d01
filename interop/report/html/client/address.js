/** The view in the page's address: filters, transport, and the cell that is open. */

const KEYS = ["text", "outcome", "server", "client", "transport", "cell"];

/** The view that the address describes; null where it names a section instead. */
export function fromAddress() {
	const hash = location.hash.slice(1);
	if (hash !== "" && !hash.includes("=")) return null;
	const given = new URLSearchParams(hash);
	return Object.fromEntries(KEYS.map((key) => [key, given.get(key) ?? ""]));
}

/** The address of a view; what is not set is left out. */
export function toAddress(view) {
	const set = KEYS.filter((key) => view[key]).map((key) => [key, view[key]]);
	return `#${new URLSearchParams(set)}`;
}

/** Changes part of the view. Typing replaces the entry of the history, everything else adds one. */
export function change(view, part, replace = false) {
	const next = toAddress({ ...view, ...part });
	if (next === location.hash || (next === "#" && location.hash === "")) return;
	if (replace) {
		history.replaceState(null, "", next);
		dispatchEvent(new HashChangeEvent("hashchange"));
	} else {
		location.hash = next;
	}
}
