/** Reads a database into a table. A long file, or a pipe, is read by a thread of its own: calls and signals go on. */
import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { StartError, type StartProblem } from "../start-error.ts";
import { Overflow } from "./columns.ts";
import { databaseError, fileNamed } from "./database-error.ts";
import { FeatureTable, type TableData, tableDataOf } from "./feature-table.ts";
import { openPipe, type PipeEnd } from "./pipe-chunks.ts";
import { readFeatures } from "./read-features.ts";

/** From here on a thread is worth its start; what its heap was used for is given back at its end. */
const LONG_BYTES = 2 * 1024 * 1024;

/** Called with how much of a long file has been read, from 0 to 1. */
export type OnProgress = (share: number) => void;

/** What the reading thread is told. */
export interface LoadTask {
	readonly path: string;
	/** Null: it reads the file by itself. */
	readonly pipe: PipeEnd | null;
}

/** What the reading thread says. */
export type LoadMessage =
	| { readonly read: number }
	| { readonly table: TableData }
	| { readonly problem: Omit<StartProblem, "cause"> };

/** @throws {StartError} naming the file, and the position, or the entry and its field. */
export async function loadTable(path: string, onProgress: OnProgress): Promise<FeatureTable> {
	const seen = statSync(path, { throwIfNoEntry: false });
	if (seen?.isFIFO()) return new FeatureTable(await readPipe(path));
	const size = seen?.size ?? 0;
	if (size < LONG_BYTES) return new FeatureTable(readTable(path));
	const onRead = (read: number) => onProgress(Math.min(1, read / size));
	return new FeatureTable(await readInThread({ path, pipe: null }, onRead));
}

/** All at once, in this thread. @throws {StartError} likewise. */
export function readTable(path: string, chunks?: Iterable<Buffer>): TableData {
	try {
		return tableDataOf(readFeatures(path, chunks));
	} catch (cause) {
		if (!(cause instanceof Overflow)) throw cause;
		throw databaseError(`${fileNamed(path)} is too large`, null, cause.message, cause);
	}
}

/** How long it is nobody knows before its end. */
async function readPipe(path: string): Promise<TableData> {
	const { end, close } = openPipe("--json_db_file", path);
	try {
		return await readInThread({ path, pipe: end }, () => {});
	} finally {
		close();
	}
}

async function readInThread(task: LoadTask, onRead: (bytes: number) => void): Promise<TableData> {
	const { promise, resolve, reject } = Promise.withResolvers<TableData>();
	const worker = new Worker(new URL("./load-thread.ts", import.meta.url), {
		workerData: task,
		transferList: task.pipe === null ? [] : [task.pipe.port],
		execArgv: [],
	});
	worker.on("message", (message: LoadMessage) => {
		if ("read" in message) onRead(message.read);
		else if ("table" in message) resolve(message.table);
		else reject(new StartError(message.problem));
	});
	worker.on("error", reject);
	worker.on("exit", (code) =>
		reject(new Error(`the thread that reads the database ended: ${code}`)),
	);
	try {
		return await promise;
	} finally {
		await worker.terminate();
	}
}
