/** Fails, where it is to, after fifty messages at the latest. */
import type { Fault } from "../support/fault.ts";
import { ordering } from "../support/ordering.ts";

const KEY = "x-interop-fail-writes";

export const fault = {
	interceptor: ordering((metadata) => {
		const writes = Number(metadata.get(KEY)[0] ?? 0);
		if (writes > 50) metadata.set(KEY, "50");
	}),
} satisfies Fault;
