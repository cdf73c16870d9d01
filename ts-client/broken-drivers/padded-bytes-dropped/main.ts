/** Cannot read binary metadata that comes with its padding, and leaves it out. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

const padded = ([key, value]: [string, unknown]): boolean =>
	key.endsWith("-bin") && String(value).endsWith("=");

wire({
	block: (block) => Object.fromEntries(Object.entries(block).filter((entry) => !padded(entry))),
});

await drive({});
