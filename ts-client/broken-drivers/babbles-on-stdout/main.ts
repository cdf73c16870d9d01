/** Prints what is no line of the contract among those that are. */
import { drive } from "../support/drive.ts";

await drive({ print: (line) => ("job" in line ? [{ debug: "a job ends" }, line] : [line]) });
