/** Takes a deadline that has passed for a call that was aborted. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.status === "DEADLINE_EXCEEDED" ? { ...finish, status: "ABORTED" } : finish,
	),
);
