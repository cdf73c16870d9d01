/** Prints every job's line twice. */
import { drive } from "../support/drive.ts";

await drive({ print: (line) => ("job" in line ? [line, line] : [line]) });
