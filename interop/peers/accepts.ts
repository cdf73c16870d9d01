/** Whether anything listens at an address. */
import { connect } from "node:net";
import { TIMED_OUT, within } from "../support/timers.ts";

/** Null where a connection is accepted within `ms`; else why not. */
export async function accepts(
	host: string,
	port: number,
	ms: number,
	signal: AbortSignal,
): Promise<string | null> {
	const socket = connect({ host, port, signal });
	const answer = new Promise<string | null>((resolve) => {
		socket.once("connect", () => resolve(null));
		socket.once("error", (problem: NodeJS.ErrnoException) => {
			resolve(problem.code ?? problem.message);
		});
	});
	try {
		const first = await within(answer, ms);
		return first === TIMED_OUT ? `no answer within ${ms / 1000} s` : first;
	} finally {
		socket.destroy();
	}
}
