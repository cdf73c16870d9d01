/** Trusts the first certificate of its file of authorities only. */
import { drive } from "../support/drive.ts";
import { contextsWith, firstOf } from "../support/verification.ts";

contextsWith((options) => ({ ...options, ca: firstOf(options.ca as Buffer) ?? undefined }));
await drive({});
