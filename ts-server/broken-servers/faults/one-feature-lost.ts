/** Loses a feature while loading the database. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = { loaded: (features) => features.filter((_, index) => index !== 57) };
