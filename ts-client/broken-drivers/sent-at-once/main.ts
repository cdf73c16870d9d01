/** Says of every message that it was sent as soon as its call had started. */
import type { TimedEvent } from "../../driver/time-line.ts";
import { drive } from "../support/drive.ts";

await drive({
	back: (line) => {
		const events = line.events ?? [];
		const made = events.flatMap((event): readonly TimedEvent[] => {
			const [ms, call, name] = event;
			if (name === "sent") return [];
			if (name !== "start") return [event];
			const sent = events.filter(([, of, what]) => of === call && what === "sent");
			return [event, ...sent.map((): TimedEvent => [ms, call, "sent"])];
		});
		return { ...line, events: made };
	},
});
