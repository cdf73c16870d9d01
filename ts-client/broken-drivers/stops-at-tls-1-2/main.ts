/** Goes no further than TLS 1.2. */
import { drive } from "../support/drive.ts";
import { contextsWith } from "../support/verification.ts";

contextsWith((options) => ({ ...options, maxVersion: "TLSv1.2" }));
await drive({});
