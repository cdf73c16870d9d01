/** Names of runs. */
import { randomBytes } from "node:crypto";

/** A new one. */
export function runId(): string {
	const time = new Date().toISOString().replaceAll(":", "-").replace(/\.\d+/, "");
	return `${time.toLowerCase()}-${randomBytes(2).toString("hex")}`;
}
