/** Reads a database into a table. A long file is read by a thread of its own: calls go on meanwhile. */
import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { StartError, type StartProblem } from "../start-error.ts";
import { Overflow } from "./columns.ts";
import { databaseError, fileNamed } from "./database-error.ts";
import { FeatureTable, type TableData, tableDataOf } from "./feature-table.ts";
import { readFeatures } from "./read-features.ts";

/** From here on a thread is worth its start; what its heap was used for is given back at its end. */
const LONG_BYTES = 2 * 1024 * 1024;

/** Called with how much of a long file has been read, from 0 to 1. */
export type OnProgress = (share: number) => void;

/** What the reading thread says. */
export type LoadMessage =
	| { readonly read: number }
	| { readonly table: TableData }
	| { readonly problem: Omit<StartProblem, "cause"> };

/** @throws {StartError} naming the file, and the position, or the entry and its field. */
export async function loadTable(path: string, onProgress: OnProgress): Promise<FeatureTable> {
	const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
	const isLong = size >= LONG_BYTES;
	return new FeatureTable(isLong ? await readInThread(path, size, onProgress) : readTable(path));
}

/** All at once, in this thread. @throws {StartError} likewise. */
export function readTable(path: string, onRead?: (bytes: number) => void): TableData {
	try {
		return tableDataOf(readFeatures(path, onRead));
	} catch (cause) {
		if (!(cause instanceof Overflow)) throw cause;
		throw databaseError(`${fileNamed(path)} is too large`, null, cause.message, cause);
	}
}

async function readInThread(path: string, size: number, onProgress: OnProgress) {
	const { promise, resolve, reject } = Promise.withResolvers<TableData>();
	const worker = new Worker(new URL("./load-thread.ts", import.meta.url), {
		workerData: path,
		execArgv: [],
	});
	worker.on("message", (message: LoadMessage) => {
		if ("read" in message) onProgress(Math.min(1, message.read / size));
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
