/** Takes UNKNOWN, and every status that it cannot read, for OUT_OF_RANGE. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.status === "UNKNOWN" ? { ...finish, status: "OUT_OF_RANGE" } : finish,
	),
);
