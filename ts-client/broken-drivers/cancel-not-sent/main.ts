/** Takes a cancel for a half-close. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(doing((step) => (step.do === "cancel" ? { do: "half_close", call: step.call } : step)));
