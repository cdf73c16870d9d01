/** Takes a grpc-status that nobody has defined for OK. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({
	block: (block) => (Number(block["grpc-status"]) > 16 ? { ...block, "grpc-status": "0" } : block),
});

await drive({});
