/** Keeps a message of a listing until there is another, or an OK: a failure goes out without the last. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

type Send = ServerInterceptingCall["sendMessage"];
type End = ServerInterceptingCall["sendStatus"];

class Late extends ServerInterceptingCall {
	#kept: { readonly message: unknown } | null = null;

	override sendMessage(message: Parameters<Send>[0], callback: Parameters<Send>[1]): void {
		const kept = this.#kept;
		this.#kept = { message };
		if (kept === null) callback();
		else super.sendMessage(kept.message, callback);
	}

	override sendStatus(end: Parameters<End>[0]): void {
		if (this.#kept === null || end.code !== status.OK) super.sendStatus(end);
		else super.sendMessage(this.#kept.message, () => super.sendStatus(end));
	}
}

export const fault: Fault = {
	interceptor: ({ requestStream, responseStream }, call) =>
		responseStream && !requestStream ? new Late(call) : new ServerInterceptingCall(call),
};
