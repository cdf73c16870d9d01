/** Says that every route took a day, and more. */
import { summing } from "../support/answers.ts";

export const fault = summing((summary) => ({ ...summary, elapsed_time: 99_999 }));
