/** Cuts long names, so that a client has nothing to refuse. */
import { answering } from "../support/answers.ts";

export const fault = answering((feature) => ({
	...feature,
	name: feature.name?.slice(0, 100) ?? "",
}));
