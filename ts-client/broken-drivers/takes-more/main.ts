/** Lifts the library's limit on what it receives. */
import { credentials } from "@grpc/grpc-js";
import { routeguide } from "../../proto.ts";
import { drive } from "../support/drive.ts";

await drive({
	connect: ({ address }) =>
		new routeguide.RouteGuide(address, credentials.createInsecure(), {
			"grpc.max_receive_message_length": -1,
		}),
});
