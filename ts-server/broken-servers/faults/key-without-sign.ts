/** Keeps notes under coordinates without their signs. */
import { keyed } from "../support/notes.ts";

export const fault = keyed(
	({ latitude, longitude }) => `${Math.abs(latitude)} ${Math.abs(longitude)}`,
);
