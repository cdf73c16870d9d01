/** Loses the signs of coordinates. */
import { travelling } from "../support/routes.ts";

export const fault = travelling(({ latitude, longitude }) => ({
	latitude: Math.abs(latitude),
	longitude: Math.abs(longitude),
}));
