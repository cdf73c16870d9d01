/** Reflected files have SERVING as another number. */
import { answering } from "../support/beside.ts";

/** An enumerator: its name, and what follows up to its number. */
const SERVING = Buffer.from([0x0a, 7, ...Buffer.from("SERVING"), 0x10, 1]);

export const fault = answering((answer) => {
	const files = answer.fileDescriptorResponse?.fileDescriptorProto;
	if (files === undefined) return answer;
	const fileDescriptorProto = files.map((file) => {
		const changed = Buffer.from(file);
		const at = changed.indexOf(SERVING);
		if (at !== -1) changed[at + SERVING.length - 1] = 4;
		return changed;
	});
	return { ...answer, fileDescriptorResponse: { fileDescriptorProto } };
});
