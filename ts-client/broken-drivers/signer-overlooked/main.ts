/** Does not ask whether what signed a certificate may sign. */
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

// Node has no name for the complaint that a signer is no authority.
verify({ overlooked: ["UNSPECIFIED"] });
await drive({});
