/** Reports an empty message where a call failed. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) =>
		finish.status === "OK" || finish.messages.length > 0 ? finish : { ...finish, messages: [{}] },
	),
);
