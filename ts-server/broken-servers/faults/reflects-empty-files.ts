/** Reflection answers with no files where it should say that it knows none. */
import { answering } from "../support/beside.ts";

export const fault = answering(({ errorResponse, ...rest }) =>
	errorResponse === undefined
		? rest
		: { ...rest, fileDescriptorResponse: { fileDescriptorProto: [] } },
);
