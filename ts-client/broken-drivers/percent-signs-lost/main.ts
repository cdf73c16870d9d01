/** Gives up a status message that has a percent sign left in it. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) => (finish.details.includes("%") ? { ...finish, details: "" } : finish)),
);
