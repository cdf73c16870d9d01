/** Elements made by hand: text only ever becomes text. */

/** The data that stands in the page. */
export const data = JSON.parse(document.getElementById("data").textContent);

/** An element with attributes and children; lists are flattened, null and false are left out, strings are text. */
export function el(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
	}
	element.append(
		...children.flat(Number.POSITIVE_INFINITY).filter((child) => child !== null && child !== false),
	);
	return element;
}

/** A cell's id in its parts; a scenario's id has slashes of its own. */
export function parts(id) {
	const [server, client, transport, ...scenario] = id.split("/");
	return { server, client, transport, scenario: scenario.join("/") };
}

/** The cells, with their parts, by id. */
export const cells = new Map(data.cells.map((cell) => [cell.id, { ...cell, ...parts(cell.id) }]));
