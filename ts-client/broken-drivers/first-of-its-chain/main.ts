/** Shows its own certificate without those behind it. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { firstOf } from "../support/verification.ts";

const { createSecureContext } = tls;
tls.createSecureContext = (options) =>
	createSecureContext({ ...options, cert: firstOf(options?.cert as Buffer) ?? undefined });
await drive({});
