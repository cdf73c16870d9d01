/** Takes the answer that a unary call never got whole for lost data. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.details === "No message received" ? { ...finish, status: "DATA_LOSS" } : finish,
	),
);
