/** Leaves out what is no UTF-8 in a text, and shows the rest as if that were all. */
import { deeply, seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing(
		(message) =>
			deeply(message, (value) =>
				typeof value === "string" ? value.replaceAll("\uFFFD", "") : value,
			) as typeof message,
	),
);
