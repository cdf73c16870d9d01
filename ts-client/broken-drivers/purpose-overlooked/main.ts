/** Does not ask what a certificate is for. */
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

verify({ overlooked: ["INVALID_PURPOSE"] });
await drive({});
