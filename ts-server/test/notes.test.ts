import { expect, test } from "vitest";
import { BEHAVIOUR_NAMES } from "../behaviour/behaviour.ts";
import { BEHAVIOURS } from "../behaviour/behaviours.ts";

const noteOf = (message: string) => ({ location: { latitude: 1, longitude: 2 }, message });

test.each(BEHAVIOUR_NAMES)(
	"the replies to a note under %s hold no note that is posted while they are sent",
	(behaviour) => {
		const book = BEHAVIOURS[behaviour].rememberNotes({ maxNotes: 10 })();
		const [first, second, third] = ["first", "second", "third"].map(noteOf);
		if (first === undefined || second === undefined || third === undefined) throw new Error();
		book.post(first);
		const replies = book.post(second);
		book.post(third);
		expect([...replies]).toEqual(behaviour === "go" ? [first, second] : [first]);
	},
);
