/** Does not ask whether a certificate has begun. */
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

verify({ overlooked: ["CERT_NOT_YET_VALID"] });
await drive({});
