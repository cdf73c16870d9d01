/** Has no time for other calls while a listing is on its way. */
import { channel } from "node:diagnostics_channel";
import type { ServerHttp2Stream } from "node:http2";
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "../support/fault.ts";
import { gated } from "../support/gates.ts";

let listings = 0;

// grpc-js keeps the HTTP/2 stream to itself; only its end says that all has been sent.
channel("http2.server.stream.start").subscribe((message) => {
	const { stream, headers } = message as {
		readonly stream: ServerHttp2Stream;
		readonly headers: Readonly<Record<string, string | undefined>>;
	};
	if (!headers[":path"]?.endsWith("/ListFeatures")) return;
	listings += 1;
	stream.once("close", () => {
		listings -= 1;
	});
});

export const fault: Fault = gated((rpc) => {
	if (rpc === "GetFeature" && listings > 0) throw new StatusError(status.UNAVAILABLE, "busy");
});
