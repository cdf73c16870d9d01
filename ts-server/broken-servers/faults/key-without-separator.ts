/** Keeps notes under both coordinates, written one after the other. */
import { keyed } from "../support/notes.ts";

export const fault = keyed(({ latitude, longitude }) => `${latitude}${longitude}`);
