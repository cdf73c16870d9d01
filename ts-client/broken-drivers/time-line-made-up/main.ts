/** Makes up its time line from the script and the results: an event a millisecond, call by call. */
import type { EventName, TimedEvent } from "../../driver/time-line.ts";
import { drive } from "../support/drive.ts";

const USUAL: readonly EventName[] = [
	"start",
	"sent",
	"half_closed",
	"headers",
	"message",
	"status",
];

await drive({
	back: (line) => {
		const events = (line.events ?? []).toSorted(
			([, , one], [, , other]) => USUAL.indexOf(one) - USUAL.indexOf(other),
		);
		return { ...line, events: events.map(([, call, name], at): TimedEvent => [at, call, name]) };
	},
});
