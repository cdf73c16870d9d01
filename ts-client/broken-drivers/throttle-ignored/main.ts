/** Reads all of a service config but the throttle of retries. */
import { rewritten } from "../support/configs.ts";
import { drive } from "../support/drive.ts";

await drive(rewritten(({ retryThrottling: _, ...config }) => config));
