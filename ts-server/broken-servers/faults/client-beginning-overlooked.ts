/** Takes clients' certificates that are not valid yet. */
import type { Fault } from "../support/fault.ts";
import { clientsOverlooking } from "../support/tls.ts";

clientsOverlooking("CERT_NOT_YET_VALID");
export const fault: Fault = {};
