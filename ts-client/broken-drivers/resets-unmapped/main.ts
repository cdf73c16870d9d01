/** Has one status, UNAVAILABLE, for every stream that is reset, whatever the code, and for what cannot be decompressed. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const MAPPED = ["INTERNAL", "CANCELLED", "RESOURCE_EXHAUSTED", "PERMISSION_DENIED"];

await drive(
	ending((finish) =>
		MAPPED.includes(finish.status) ? { ...finish, status: "UNAVAILABLE" } : finish,
	),
);
