/** Reports an absent location as the origin. */
import { seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing((message) =>
		message.location === null ? { ...message, location: { latitude: 0, longitude: 0 } } : message,
	),
);
