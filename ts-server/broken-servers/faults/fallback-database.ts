/** Takes an empty database for none, and falls back on its own. */
import { readFeatures } from "../../database/read-features.ts";
import { DEFAULT_DATABASE } from "../../flags.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	loaded: (features) => (features.length === 0 ? [...readFeatures(DEFAULT_DATABASE)] : features),
};
