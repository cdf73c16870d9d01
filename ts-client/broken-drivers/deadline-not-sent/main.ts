/** Forgets deadlines. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(doing((step) => (step.do === "open" ? { ...step, deadline_ms: null } : step)));
