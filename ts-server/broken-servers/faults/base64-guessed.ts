/** Decodes texts that look like base64. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) =>
	/^[\w+/]+=+$/.test(text) ? Buffer.from(text, "base64").toString("hex") : text,
);
