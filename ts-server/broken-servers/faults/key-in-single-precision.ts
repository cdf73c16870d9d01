/** Keeps notes under coordinates in single precision. */
import { keyed } from "../support/notes.ts";

export const fault = keyed(({ latitude, longitude }) => `${Math.fround(latitude)} ${longitude}`);
