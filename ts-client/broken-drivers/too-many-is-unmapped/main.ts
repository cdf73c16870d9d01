/** Has no line for 429 in its table of HTTP statuses. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ block: (block) => (block[":status"] === 429 ? { ...block, ":status": 499 } : block) });

await drive({});
