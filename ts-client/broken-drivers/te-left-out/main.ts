/** Sends its requests without te: trailers. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ request: ({ te: _, ...headers }) => headers });

await drive({});
