/** Leaves without its `done` line. */
import { drive } from "../support/drive.ts";

await drive({ print: (line) => ("done" in line ? [] : [line]) });
