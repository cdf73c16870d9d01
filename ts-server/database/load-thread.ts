/** The thread that reads a long database, or a pipe: it hands over the table's buffers, and its heap ends with it. */
import { parentPort, workerData } from "node:worker_threads";
import { StartError } from "../start-error.ts";
import type { TableData } from "./feature-table.ts";
import { type LoadMessage, type LoadTask, readTable } from "./load-table.ts";
import { chunksOf } from "./pipe-chunks.ts";
import { fileChunksOf } from "./read-features.ts";

const say = (message: LoadMessage, buffers: ArrayBuffer[] = []): void => {
	parentPort?.postMessage(message, buffers);
};

try {
	const { path, pipe }: LoadTask = workerData;
	const chunks =
		pipe === null
			? fileChunksOf(path, (read) => say({ read }))
			: chunksOf("--json_db_file", path, pipe);
	const table = readTable(path, chunks);
	say({ table }, buffersOf(table));
} catch (error) {
	if (!(error instanceof StartError)) throw error;
	say({ problem: error.problem });
}

function buffersOf({ columns, points, areas }: TableData): ArrayBuffer[] {
	const { latitudes, longitudes, encoded, starts } = columns;
	const arrays = [latitudes, longitudes, encoded, starts, points.slots, points.copies];
	return [...arrays.map(({ buffer }) => buffer), ...(areas === null ? [] : [areas])];
}
