/** Trusts the first certificate of its file of authorities only. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { firstOf } from "../support/verification.ts";

const { createSecureContext } = tls;
tls.createSecureContext = (options) =>
	createSecureContext({ ...options, ca: firstOf(options?.ca as Buffer) ?? undefined });
await drive({});
