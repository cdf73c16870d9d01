/** Takes the codes of failures from a table that begins at 1. */
import { failing } from "../support/wire.ts";

export const fault = failing((end) => ({ ...end, code: end.code === 16 ? 1 : end.code + 1 }));
