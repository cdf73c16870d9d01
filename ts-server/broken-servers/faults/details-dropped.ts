/** Sends no details of a status. */
import { entries } from "../support/wire.ts";

export const fault = entries((key, values) =>
	key === "grpc-status-details-bin" ? null : [key, [...values]],
);
