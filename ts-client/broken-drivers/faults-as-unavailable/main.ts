/** Takes what breaks for what may work the next time. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.status === "INTERNAL" ? { ...finish, status: "UNAVAILABLE" } : finish,
	),
);
