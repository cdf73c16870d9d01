/** Believes an HTTP status that is not 200, whatever the grpc-status beside it. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({
	block: ({ "grpc-status": status, ...block }, { first }) =>
		status === undefined || first[":status"] !== 200 ? block : { ...block, "grpc-status": status },
});

await drive({});
