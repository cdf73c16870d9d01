/** Takes what is not found for a server that is not there, as HTTP's proxies have it. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.status === "NOT_FOUND" ? { ...finish, status: "UNAVAILABLE" } : finish,
	),
);
