/** Speaks HTTP/2 with clients that did not ask for it. */
import type { Fault } from "../support/fault.ts";
import { tlsServersWith } from "../support/tls.ts";

tlsServersWith(
	(options) => options,
	(socket) => {
		socket.alpnProtocol ||= "h2";
		return false;
	},
);
export const fault: Fault = {};
