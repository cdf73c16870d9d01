/** Does not ask who signed a client's certificate. */
import type { Fault } from "../support/fault.ts";
import { clientsOverlooking } from "../support/tls.ts";

clientsOverlooking(
	"UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
	"UNABLE_TO_GET_ISSUER_CERT",
	"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
);
export const fault: Fault = {};
