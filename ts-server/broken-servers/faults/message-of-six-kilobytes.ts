/** Has room for six kilobytes of a message. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.slice(0, 6144));
