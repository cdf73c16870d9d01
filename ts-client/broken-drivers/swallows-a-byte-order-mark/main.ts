/** Loses a byte order mark at the beginning of a text. */
import { deeply, seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing(
		(message) =>
			deeply(message, (value) =>
				typeof value === "string" ? value.replace(/^\uFEFF/, "") : value,
			) as typeof message,
	),
);
