/** What a program that ended said last, as far as it says why. */

/** As Node, Python and Go have it: what follows is where it was, and Node's own name. */
const FAULT = /^(panic|fatal error|(\w+\.)*\w*(Error|Exception)( \[\w+\])?): \S/;

export class LastWords {
	#line = "";
	#fault = "";

	/** Takes a line of its log. */
	note(line: string): void {
		if (line.trim() === "") return;
		this.#line = line;
		if (FAULT.test(line)) this.#fault = line;
	}

	/** The last line that names a fault, or the last at all; empty where it said nothing. */
	get text(): string {
		return this.#fault || this.#line;
	}
}
