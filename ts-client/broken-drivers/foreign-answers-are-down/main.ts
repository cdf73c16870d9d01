/** Takes an answer whose content is not gRPC's for a server that is not there, whatever HTTP says of it. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	ending((finish) => {
		const [, [type = ""] = []] = finish.reserved.find(([key]) => key === "content-type") ?? [];
		const foreign = finish.reserved.length > 0 && !type.startsWith("application/grpc");
		return foreign ? { ...finish, status: "UNAVAILABLE" } : finish;
	}),
);
