/** Takes a cancel for a half-close. */
import { calling } from "../support/calls.ts";
import { drive } from "../support/drive.ts";

interface Cancellable {
	cancel(): void;
	end?(): void;
}

await drive(
	calling((call: Cancellable) => {
		call.cancel = () => call.end?.();
	}),
);
