/** Asks for TLS 1.3 at least. */
import { drive } from "../support/drive.ts";
import { contextsWith } from "../support/verification.ts";

contextsWith((options) => ({ ...options, minVersion: "TLSv1.3" }));
await drive({});
