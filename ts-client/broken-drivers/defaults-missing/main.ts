/** Reports a message without the fields that have their default. */
import { seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing((message) =>
		Object.fromEntries(Object.entries(message).filter(([, value]) => value !== 0 && value !== "")),
	),
);
