/** Swaps latitude and longitude in the notes that it sends back. */
import { replying } from "../support/notes.ts";

export const fault = replying((replies) =>
	replies.map(({ location, message }) => ({
		message,
		location: location && { latitude: location.longitude, longitude: location.latitude },
	})),
);
