/** Loses a point of a long route. */
import { travelling } from "../support/routes.ts";

export const fault = travelling((point, index) => (index === 500 ? null : point));
