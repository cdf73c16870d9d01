/** Sends the details of a status only where it comes alone. */
import { failing } from "../support/wire.ts";

export const fault = failing((end, sent) => {
	if (sent > 0) end.metadata.remove("grpc-status-details-bin");
	return end;
});
