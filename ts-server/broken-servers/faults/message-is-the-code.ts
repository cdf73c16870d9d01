/** Puts the name of the code where a failure has no message. */
import { status } from "@grpc/grpc-js";
import { saying } from "../support/wire.ts";

export const fault = saying((details, { code }) => details || status[code]);
