/** Takes an empty database for none, and falls back on its own. */
import { loadDatabase } from "../../database.ts";
import { DEFAULT_DATABASE } from "../../options.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	loaded: (features) => (features.length === 0 ? loadDatabase(DEFAULT_DATABASE) : features),
};
