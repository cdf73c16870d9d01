/** Takes the first of several answers to a unary call, and overlooks the others. */
import { framesOf, wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ body: (body) => framesOf(body)[0] ?? body });

await drive({});
