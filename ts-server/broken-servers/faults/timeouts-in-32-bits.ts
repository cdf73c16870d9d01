/** Counts the milliseconds of a timeout in 32 bits: those of many seconds have passed before they begin. */
import { status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";
import { refuse, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) => {
	const [, seconds] = /^(\d+)S$/.exec(String(headers["grpc-timeout"])) ?? [];
	const passed = seconds !== undefined && Math.imul(Number(seconds), 1000) < 0;
	return passed ? refuse(stream, status.DEADLINE_EXCEEDED) : headers;
});
export const fault: Fault = {};
