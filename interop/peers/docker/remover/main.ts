/**
 * `main.ts RUN PID`: once the process PID has ended, removes RUN's containers and network. Started by a
 * harness that exits at once; says nothing, for there is nobody to be told.
 */
import { setTimeout as pause } from "node:timers/promises";
import { findEngine } from "../engine.ts";
import { isAlive, removeRun } from "../labels.ts";

const SETTLED_MS = 3000;

const [run, pid] = process.argv.slice(2);
const found = await findEngine();
if (run !== undefined && found.ok) {
	// As long as it lives, it may be about to make another container.
	while (isAlive(Number(pid))) await pause(50);
	await removeRun(found.engine.docker, run);
	// What the engine was asked for just before that end may come into being after it.
	await pause(SETTLED_MS);
	await removeRun(found.engine.docker, run);
}
process.exit(0);
