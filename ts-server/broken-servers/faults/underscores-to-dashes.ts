/** Writes keys as HTTP/1 gateways do. */
import { entries } from "../support/wire.ts";

export const fault = entries((key, values) => [key.replaceAll("_", "-"), [...values]]);
