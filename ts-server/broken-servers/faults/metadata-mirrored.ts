/** Sends metadata that it does not know back to the client. */
import { Metadata } from "@grpc/grpc-js";
import { gated } from "../support/gates.ts";

export const fault = gated((_rpc, call) => {
	const mirrored = new Metadata();
	for (const key of Object.keys(call.metadata.getMap())) {
		// The harness's own mark is in every call, and would be in every answer.
		if (!key.startsWith("x") || key === "x-interop-cell") continue;
		for (const value of call.metadata.get(key)) mirrored.add(key, value);
	}
	call.sendMetadata(mirrored);
});
