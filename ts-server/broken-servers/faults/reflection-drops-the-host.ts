/** Reflection never names the host that its answer is valid for. */
import { answering } from "../support/beside.ts";

export const fault = answering((answer) => ({ ...answer, validHost: "" }));
