/** Reflected files have the numbers of longitude and latitude the other way round. */
import { answering } from "../support/beside.ts";

/** Field 1 of Point: its name, and what follows up to its number. */
const LATITUDE = Buffer.from([0x0a, 8, ...Buffer.from("latitude"), 0x18, 1]);

export const fault = answering((answer) => {
	const files = answer.fileDescriptorResponse?.fileDescriptorProto;
	if (files === undefined) return answer;
	const fileDescriptorProto = files.map((file) => {
		const changed = Buffer.from(file);
		const at = changed.indexOf(LATITUDE);
		if (at !== -1) changed[at + LATITUDE.length - 1] = 9;
		return changed;
	});
	return { ...answer, fileDescriptorResponse: { fileDescriptorProto } };
});
