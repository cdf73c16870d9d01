/** Takes the end of a call that brings no status for a cancellation. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.details.includes("without gRPC status") ? { ...finish, status: "CANCELLED" } : finish,
	),
);
