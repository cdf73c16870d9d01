/** Makes up an empty message where no whole one came. */
import { framesOf, wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ body: (body) => (framesOf(body).length === 0 ? Buffer.alloc(5) : body) });

await drive({});
