/** Takes a negative latitude for an unsigned number. */
import { deeply, seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing(
		(message) =>
			deeply(message, (value, key) =>
				key === "latitude" ? Number(value) >>> 0 : value,
			) as typeof message,
	),
);
