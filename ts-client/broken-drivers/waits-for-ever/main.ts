/** Has every call wait for a connection, whether it is to or not. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(doing((step) => (step.do === "open" ? { ...step, wait_for_ready: true } : step)));
