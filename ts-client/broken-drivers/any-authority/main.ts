/** Does not ask who signed a certificate. */
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

verify({
	overlooked: [
		"UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
		"UNABLE_TO_GET_ISSUER_CERT",
		"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
		"DEPTH_ZERO_SELF_SIGNED_CERT",
		"SELF_SIGNED_CERT_IN_CHAIN",
	],
});
await drive({});
