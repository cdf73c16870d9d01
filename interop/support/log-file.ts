/** A log file with the time of each line, and a bound: a program that babbles costs no more disk than that. */
import { appendFileSync, closeSync, openSync } from "node:fs";

const MAX_BYTES = 4 * 1024 * 1024;

export class LogFile {
	#path: string;
	#bytes = 0;
	#full = false;

	constructor(path: string) {
		this.#path = path;
		makeThere(path);
	}

	get path(): string {
		return this.#path;
	}

	/** What comes from now on goes to another file, with a bound of its own. */
	moveTo(path: string): void {
		makeThere(path);
		this.#path = path;
		this.#bytes = 0;
		this.#full = false;
	}

	/** Appends one line behind the time, in ISO 8601, until the bound is reached; then says so once. */
	line(text: string): void {
		if (this.#full) return;
		const line = `${new Date().toISOString()} ${text}\n`;
		this.#bytes += Buffer.byteLength(line);
		this.#full = this.#bytes > MAX_BYTES;
		appendFileSync(this.path, this.#full ? `[cut: more than ${MAX_BYTES} bytes]\n` : line);
	}
}

/** It is there even where nothing is written: whoever is sent to it shall find it. */
function makeThere(path: string): void {
	closeSync(openSync(path, "a"));
}
