/** Shows headers, with nothing in them, where an answer has none. */
import { reporting } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	reporting((result, step) =>
		step.do === "receive_headers" && "ended" in result ? { initial: [] } : result,
	),
);
