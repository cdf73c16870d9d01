/** Has room for ten keys. */
import { sending } from "../support/wire.ts";

export const fault = sending({
	initial: (metadata) => {
		for (const key of Object.keys(metadata.getMap()).slice(10)) metadata.remove(key);
		return metadata;
	},
});
