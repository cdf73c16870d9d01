/** Digests long texts by another encoding than UTF-8: the digest of the digest stands for it. */
import { createHash } from "node:crypto";
import { deeply, seeing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	seeing(
		(message) =>
			deeply(message, (value, key) =>
				key === "sha256" ? createHash("sha256").update(String(value)).digest("hex") : value,
			) as typeof message,
	),
);
