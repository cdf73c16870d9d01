/** Reads the database's names in another encoding. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	loaded: (features) =>
		features.map((feature) => ({ ...feature, name: Buffer.from(feature.name).toString("latin1") })),
};
