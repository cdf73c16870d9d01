/** Has one status, UNKNOWN, for every answer of HTTP that is not 200. */
import { ending } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const MAPPED = ["UNAUTHENTICATED", "PERMISSION_DENIED", "UNIMPLEMENTED", "UNAVAILABLE"];

await drive(
	ending((finish) => (MAPPED.includes(finish.status) ? { ...finish, status: "UNKNOWN" } : finish)),
);
