/** Tries, or hedges, once more than it may. */
import { rewritten } from "../support/configs.ts";
import { drive } from "../support/drive.ts";

await drive(
	rewritten((config) =>
		JSON.parse(JSON.stringify(config, (key, value) => (key === "maxAttempts" ? value + 1 : value))),
	),
);
