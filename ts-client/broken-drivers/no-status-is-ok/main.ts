/** Takes an answer that ends without a grpc-status for a success. */
import { isGrpc, wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({
	block: (block, { last, first }) =>
		last && isGrpc(first) && !("grpc-status" in block) ? { ...block, "grpc-status": "0" } : block,
});

await drive({});
