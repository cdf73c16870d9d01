/** Has no line for 400 in its table of HTTP statuses. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ block: (block) => (block[":status"] === 400 ? { ...block, ":status": 499 } : block) });

await drive({});
