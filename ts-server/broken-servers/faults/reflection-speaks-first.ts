/** Reflection lists its services before it is asked. */
import { reflecting } from "../support/beside.ts";

export const fault = reflecting((stream) => {
	stream.write({ listServicesResponse: { service: [] } });
});
