/** Has no line for 503 in its table of HTTP statuses. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ block: (block) => (block[":status"] === 503 ? { ...block, ":status": 599 } : block) });

await drive({});
