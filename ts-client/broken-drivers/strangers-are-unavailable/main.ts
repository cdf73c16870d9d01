/** Takes an answer of HTTP 200 that does not say it is gRPC for a server that is down. */
import { isGrpc, wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({
	block: ({ "grpc-status": status, ...block }, { first }) => {
		if (first[":status"] !== 200 || isGrpc(first)) {
			return status === undefined ? block : { ...block, "grpc-status": status };
		}
		return ":status" in block ? { ...block, ":status": 503 } : block;
	},
});

await drive({});
