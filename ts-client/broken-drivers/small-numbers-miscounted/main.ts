/** Reads numbers of one to three as one more. */
import { deeply, seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing((message) => {
		const more = (value: unknown) =>
			typeof value === "number" && value > 0 && value < 4 ? value + 1 : value;
		return deeply(message, more) as typeof message;
	}),
);
