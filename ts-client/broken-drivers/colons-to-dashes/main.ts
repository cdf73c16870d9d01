/** Writes a dash for each colon in a key of metadata, and sends it. */
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

await drive(
	doing((step) => {
		if (step.do !== "open") return step;
		const metadata = step.metadata as [string, unknown][];
		return {
			...step,
			metadata: metadata.map(([key, values]) => [key.replaceAll(":", "-"), values]),
		};
	}),
);
