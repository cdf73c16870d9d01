/**
 * A pipe read on behalf of a thread that waits for each of its chunks. No thread is held up by the system
 * meanwhile, as by a plain read of a pipe whose writer has nothing to say: the process could not end then.
 */
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { failingAs } from "../read-file.ts";

/** What the waiting thread is given. */
export interface PipeEnd {
	/** Asked for a chunk by any message; answers with one, with null at the end, or with what went wrong. */
	readonly port: MessagePort;
	/** One Int32: how many answers there have been. */
	readonly answers: SharedArrayBuffer;
}

type Answer = Uint8Array | null | { readonly fault: unknown };

/** Opens a pipe; `close` ends the reading. @throws {StartError} where it cannot be opened. */
export function openPipe(flag: string, path: string): { end: PipeEnd; close(): void } {
	// Without a writer, opening it would wait for one.
	const mode = constants.O_RDONLY | constants.O_NONBLOCK;
	const fd = failingAs(flag, path, "database", () => openSync(path, mode));
	const socket = new Socket({ fd, readable: true, writable: false });
	const chunks = socket[Symbol.asyncIterator]();
	const { port1: ours, port2: port } = new MessageChannel();
	const answers = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
	const count = new Int32Array(answers);
	const next = async (): Promise<Answer> => {
		try {
			const { done, value } = await chunks.next();
			return done === true ? null : value;
		} catch (fault) {
			return { fault };
		}
	};
	ours.on("message", async () => {
		ours.postMessage(await next());
		Atomics.add(count, 0, 1);
		Atomics.notify(count, 0);
	});
	const close = (): void => {
		ours.close();
		socket.destroy();
	};
	return { end: { port, answers }, close };
}

/** The chunks of the pipe at whose end this thread is. @throws {StartError} where it cannot be read. */
export function* chunksOf(flag: string, path: string, end: PipeEnd): Generator<Buffer> {
	const count = new Int32Array(end.answers);
	for (let asked = 0; ; asked++) {
		end.port.postMessage(null);
		Atomics.wait(count, 0, asked);
		const answer: Answer = receiveMessageOnPort(end.port)?.message ?? null;
		if (answer === null) return;
		yield failingAs(flag, path, "database", () => {
			if ("fault" in answer) throw answer.fault;
			return Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
		});
	}
}
