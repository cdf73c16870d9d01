/** Sends no initial metadata of its handlers. */
import { Metadata } from "@grpc/grpc-js";
import { sending } from "../support/wire.ts";

export const fault = sending({ initial: () => new Metadata() });
