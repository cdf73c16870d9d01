/** All watches end as soon as one is cancelled. */
import type { ServerWritableStream } from "@grpc/grpc-js";
import { health } from "../support/beside.ts";

const open = new Set<Pick<ServerWritableStream<unknown, unknown>, "end">>();

export const fault = health((real) => ({
	watch: (call) => {
		open.add(call);
		call.on("cancelled", () => {
			for (const other of open) other.end();
			open.clear();
		});
		real.watch(call);
	},
}));
