/** Does not compare names. */
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

verify({
	fits: () => true,
});
await drive({});
