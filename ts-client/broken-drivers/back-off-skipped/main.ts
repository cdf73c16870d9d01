/** Tries again at once, whatever the policy says. */
import { rewritten } from "../support/configs.ts";
import { drive } from "../support/drive.ts";

await drive(
	rewritten((config) =>
		JSON.parse(
			JSON.stringify(config, (key, value) =>
				/^(initial|max)Backoff$/.test(key) ? "0.01s" : value,
			),
		),
	),
);
