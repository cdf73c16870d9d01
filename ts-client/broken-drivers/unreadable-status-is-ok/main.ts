/** Reads a grpc-status that is no number as zero. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({
	block: (block) =>
		Number.isNaN(Number(block["grpc-status"] ?? 0)) ? { ...block, "grpc-status": "0" } : block,
});

await drive({});
