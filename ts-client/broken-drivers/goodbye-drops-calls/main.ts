/** Drops the connection, and the calls on it, when the server sends a GOAWAY. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ goodbye: (session) => session.destroy() });

await drive({});
