/** Has room for four kilobytes of a request's value. */
import type { Fault } from "../support/fault.ts";
import { requestsWith } from "../support/requests.ts";

requestsWith((headers) => {
	const cut = Object.entries(headers).map(([name, value]) => [
		name,
		typeof value === "string" ? value.slice(0, 4096) : value,
	]);
	return Object.fromEntries(cut);
});
export const fault: Fault = {};
