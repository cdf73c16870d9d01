/** GetFeature never finds anything. */
import { answering } from "../support/answers.ts";

export const fault = answering((_, point) => ({ name: "", location: point }));
