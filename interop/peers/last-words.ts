/** What a program that ended said last, as far as it says why. */

/** As Node, Python and Go have it: what follows is where it was, and Node's own name. */
const FAULT = /^(panic|fatal error|(\w+\.)*\w*(Error|Exception|Rejection)( \[\w+\])?): \S/;
/** Python tells first of the fault that it was amid when there came another. */
const NEXT_FAULT = "Traceback (most recent call last):";
/** What Node says after what it was that was thrown. */
const AFTERWORD = /^(\s+at |\(Use `node |Node\.js v\d)/;

export class LastWords {
	#line = "";
	#fault = "";

	/** Takes a line of its log. */
	note(line: string): void {
		if (line.trim() === "" || AFTERWORD.test(line)) return;
		this.#line = line;
		if (FAULT.test(line)) this.#fault = line;
		else if (line === NEXT_FAULT) this.#fault = "";
	}

	/** The last line that names a fault, or the last at all; empty where it said nothing. */
	get text(): string {
		return this.#fault || this.#line;
	}
}
