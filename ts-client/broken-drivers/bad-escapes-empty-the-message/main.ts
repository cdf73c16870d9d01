/** Throws a grpc-message away that it cannot decode. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({
	block: (block) => {
		try {
			decodeURIComponent(String(block["grpc-message"] ?? ""));
			return block;
		} catch {
			return { ...block, "grpc-message": "" };
		}
	},
});

await drive({});
