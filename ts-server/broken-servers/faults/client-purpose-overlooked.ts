/** Takes certificates for servers of its clients. */
import type { Fault } from "../support/fault.ts";
import { clientsOverlooking } from "../support/tls.ts";

clientsOverlooking("INVALID_PURPOSE");
export const fault: Fault = {};
