/** Strips the marks that steer a text's direction. */
import { reading } from "../support/notes.ts";

export const fault = reading((text) =>
	text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, ""),
);
