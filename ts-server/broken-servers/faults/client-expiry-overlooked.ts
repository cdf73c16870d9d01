/** Takes clients' certificates that have expired. */
import type { Fault } from "../support/fault.ts";
import { clientsOverlooking } from "../support/tls.ts";

clientsOverlooking("CERT_HAS_EXPIRED");
export const fault: Fault = {};
