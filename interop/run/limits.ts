/** How long peers may take over what scenarios do not bound. */
import { SERVER_LIMITS, type ServerLimits } from "../peers/server.ts";
import { DRIVER_LIMITS, type DriverLimits } from "./driver.ts";

export interface RunLimits {
	readonly driver: DriverLimits;
	/** `witnessMs`: for the witnesses of a finished batch to arrive. */
	readonly server: ServerLimits & { readonly witnessMs: number };
}

export const RUN_LIMITS: RunLimits = {
	driver: DRIVER_LIMITS,
	server: { ...SERVER_LIMITS, witnessMs: 3_000 },
};
