/** Carries a job out once more where a call of it was UNAVAILABLE, whatever had arrived by then. */
import { drive } from "../support/drive.ts";

await drive({
	run: async (_, real) => {
		const line = await real();
		const failed = line.results.some(
			(result) => "status" in result && result.status === "UNAVAILABLE",
		);
		return failed ? real() : line;
	},
});
