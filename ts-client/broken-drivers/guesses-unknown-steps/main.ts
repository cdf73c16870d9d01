/** Leaves out what it does not know, and says that the job is completed. */
import { drive } from "../support/drive.ts";

await drive({
	async run(_job, real) {
		const line = await real();
		return line.end === "unsupported" ? { ...line, end: "completed", at: null, why: null } : line;
	},
});
