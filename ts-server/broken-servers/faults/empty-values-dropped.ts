/** Leaves out values without content. */
import { entries } from "../support/wire.ts";

export const fault = entries((key, values) => [key, values.filter((value) => value.length > 0)]);
