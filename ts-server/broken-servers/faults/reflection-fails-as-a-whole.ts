/** One thing that reflection does not know ends the whole stream. */
import { reflecting } from "../support/beside.ts";

export const fault = reflecting((stream) => {
	const write = stream.write.bind(stream);
	stream.write = (answer) => {
		if (answer.errorResponse === undefined) return write(answer);
		return stream.emit("error", { code: answer.errorResponse.errorCode, details: "not found" });
	};
});
