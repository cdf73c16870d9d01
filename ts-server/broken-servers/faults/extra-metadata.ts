/** Sends metadata of its own with every listing, which no expectation looks at. */
import { Metadata } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ ListFeatures }) => ({
		ListFeatures(call) {
			const metadata = new Metadata();
			metadata.set("x-extra", "nobody asked");
			call.sendMetadata(metadata);
			ListFeatures(call);
		},
	}),
};
