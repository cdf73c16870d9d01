/** Tries twice where it may try three times, and so on. */
import { rewritten } from "../support/configs.ts";
import { drive } from "../support/drive.ts";

await drive(
	rewritten((config) =>
		JSON.parse(
			JSON.stringify(config, (key, value) =>
				key === "maxAttempts" && value > 2 ? value - 1 : value,
			),
		),
	),
);
