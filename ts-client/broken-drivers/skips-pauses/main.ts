/** Skips pauses. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(doing((step) => (step.do === "pause" ? { do: "pause", ms: 1 } : step)));
