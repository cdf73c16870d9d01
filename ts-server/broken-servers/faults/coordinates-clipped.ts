/** Clips coordinates to the poles and the date line, in answers and in what it measures. */

import { answering } from "../support/answers.ts";
import type { Fault } from "../support/fault.ts";
import { travelling } from "../support/routes.ts";

const clip = (value: number, most: number) => Math.max(-most, Math.min(most, value));
const clipped = ({ latitude = 0, longitude = 0 }) => ({
	latitude: clip(latitude, 900_000_000),
	longitude: clip(longitude, 1_800_000_000),
});
const answers = answering((feature) => ({ ...feature, location: clipped(feature.location ?? {}) }));
const routes = travelling(clipped);

export const fault: Fault = {
	handlers: (real) => ({ ...answers.handlers?.(real), ...routes.handlers?.(real) }),
};
