/** Lists everything as soon as anything lies inside. */
import type { Feature__Output } from "../../../proto/generated/routeguide/Feature.ts";
import { FeatureTable } from "../../feature-table.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	Table: class extends FeatureTable {
		readonly #all: readonly Feature__Output[];
		constructor(features: readonly Feature__Output[]) {
			super(features);
			this.#all = features;
		}
		override *within(...asked: Parameters<FeatureTable["within"]>) {
			for (const _ of super.within(...asked)) return yield* this.#all;
		}
	},
};
