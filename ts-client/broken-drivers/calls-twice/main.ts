/** Carries each job out twice, and tells of the second time only: a retry that nobody asked for. */
import { drive } from "../support/drive.ts";

await drive({
	run: async (_, real) => {
		await real();
		return real();
	},
});
