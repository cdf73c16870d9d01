/** Says that a silence was broken, whatever it heard. */
import { reporting } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(reporting((result) => ("silent" in result ? { silent: false } : result)));
