/** Remembers its answers under coordinates that nothing separates. */
import type { Feature } from "../../../proto/generated/routeguide/Feature.ts";
import type { Fault } from "../support/fault.ts";

const answers = new Map<string, Feature | null>();

export const fault: Fault = {
	handlers: ({ GetFeature }) => ({
		GetFeature(call, callback) {
			const { latitude, longitude } = call.request;
			const key = `${latitude}${longitude}`;
			const known = answers.get(key);
			if (known !== undefined) return callback(null, known);
			GetFeature(call, (error, feature) => {
				answers.set(key, feature ?? null);
				callback(error, feature);
			});
		},
	}),
};
