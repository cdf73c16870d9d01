/** Takes the spaces around a message away. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.trim());
