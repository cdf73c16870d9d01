/** Writes the zeros of an empty location. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	written: (bytes) => (bytes.equals(EMPTY) ? Buffer.from("120408001000", "hex") : bytes),
};

/** A feature at an empty location. */
const EMPTY = Buffer.from("1200", "hex");
