/** The control: nothing is broken. */
import { drive } from "../support/drive.ts";

await drive({});
