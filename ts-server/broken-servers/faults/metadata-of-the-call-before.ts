/** Sends the initial metadata of the call before where a call has none. */
import { Metadata } from "@grpc/grpc-js";
import { sending } from "../support/wire.ts";

let before = new Metadata();

export const fault = sending({
	initial: (metadata) => {
		if (Object.keys(metadata.getMap()).length === 0) return before;
		before = metadata.clone();
		return metadata;
	},
});
