/** Does not ask whether a certificate has ended. */
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

verify({ overlooked: ["CERT_HAS_EXPIRED"] });
await drive({});
