/** The thread that reads a long database: it hands over the table's buffers, and its heap ends with it. */
import { parentPort, workerData } from "node:worker_threads";
import { StartError } from "../start-error.ts";
import type { TableData } from "./feature-table.ts";
import { type LoadMessage, readTable } from "./load-table.ts";

const say = (message: LoadMessage, buffers: ArrayBuffer[] = []): void => {
	parentPort?.postMessage(message, buffers);
};

try {
	const table = readTable(String(workerData), (read) => say({ read }));
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
