/** Answers what is no POST as a web server does: with HTTP 405. */
import type { Fault } from "../support/fault.ts";
import { answer, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) =>
	headers[":method"] === "POST" ? headers : answer(stream, { ":status": 405, allow: "POST" }),
);
export const fault: Fault = {};
