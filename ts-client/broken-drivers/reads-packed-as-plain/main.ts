/** Reads every message as it came, whether it is marked as compressed or not. */
import { framesOf, wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

/** The flag of a message that is not compressed. */
const PLAIN = Buffer.from([0]);

wire({
	body: (body) =>
		Buffer.concat(framesOf(body).map((frame) => Buffer.concat([PLAIN, frame.subarray(1)]))),
});

await drive({});
