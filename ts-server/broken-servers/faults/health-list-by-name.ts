/** Lists the health of services that have a name, and not of the whole. */
import { health } from "../support/beside.ts";

export const fault = health((real) => ({
	list: (call, callback) =>
		real.list(call, (error, response) => {
			const { "": _, ...statuses } = response?.statuses ?? {};
			callback(error, { statuses });
		}),
}));
