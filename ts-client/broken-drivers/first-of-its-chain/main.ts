/** Shows its own certificate without those behind it. */
import { drive } from "../support/drive.ts";
import { contextsWith, firstOf } from "../support/verification.ts";

contextsWith((options) => ({
	...options,
	cert: firstOf(options.cert as Buffer) ?? undefined,
}));
await drive({});
