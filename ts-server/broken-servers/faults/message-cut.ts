/** Has room for 512 bytes of a message. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.slice(0, 512));
