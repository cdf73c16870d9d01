/** Sends no trailing metadata with a failure. */
import { Metadata } from "@grpc/grpc-js";
import { failing } from "../support/wire.ts";

export const fault = failing((end) => ({ ...end, metadata: new Metadata() }));
