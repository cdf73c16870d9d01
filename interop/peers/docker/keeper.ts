/** The first process of a kept container: a shell that keeps it alive, and carries out a word now and then. */
import type { Duplex } from "node:stream";
import type { Container } from "dockerode";
import { linesOf } from "../../support/lines.ts";
import { TIMED_OUT, within } from "../../support/timers.ts";
import { demultiplex } from "./demultiplex.ts";

/**
 * It reads from an input that never ends, so it needs a shell and nothing else, and any signal ends it.
 * Each line that it is given it carries out and answers: an exec for the same would cost the engine
 * a tenth of a second, hundreds of times in a run.
 */
export const KEEPER = ["-c", 'while read -r line; do eval "$line" 2>/dev/null; echo "$?"; done'];

const ANSWER_MS = 10_000;
const MAX_LINE = 1024;

export class Keeper {
	readonly #input: Duplex;
	readonly #answers: AsyncGenerator<string>;
	/** One word at a time, so that each gets its own answer. */
	#last: Promise<unknown> = Promise.resolve();

	private constructor(input: Duplex) {
		this.#input = input;
		// A container that is removed takes the connection with it: then there is no answer.
		input.on("error", () => {});
		const { stdout, stderr } = demultiplex(input);
		stderr.resume();
		this.#answers = linesOf(stdout, MAX_LINE);
	}

	/** Talks to the first process of a running container. */
	static async of(container: Container): Promise<Keeper> {
		const options = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
		return new Keeper((await container.attach(options)) as Duplex);
	}

	/** Carries out a line of shell; says whether it went well. False, too, where the container is gone. */
	run(line: string): Promise<boolean> {
		const answer = this.#last.then(() => this.#ask(line));
		this.#last = answer;
		return answer;
	}

	/**
	 * Writes a file; says whether it went well. The shell takes its input byte by byte, so it is for small
	 * files, and its path is one that a shell takes as it is.
	 */
	write(path: string, content: Buffer): Promise<boolean> {
		return this.run(`printf %b '${escaped(content)}' > ${path}`);
	}

	/** Lets go of the connection; the container stays. */
	close(): void {
		this.#input.destroy();
	}

	async #ask(line: string): Promise<boolean> {
		if (this.#input.destroyed || !this.#input.writable) return false;
		this.#input.write(`${line}\n`);
		const answer = await within(this.#answers.next(), ANSWER_MS).catch(() => TIMED_OUT);
		if (typeof answer === "symbol") return false;
		return !answer.done && answer.value.trim() === "0";
	}
}

/** Bytes for `printf %b` between single quotes, on one line. */
function escaped(content: Buffer): string {
	return content
		.toString("latin1")
		.replace(/[^ !"#$%&()*+,\-./0-9:;<=>?@A-Z[\]^_`a-z{|}~]/g, (byte) =>
			byte === "\n" ? "\\n" : `\\0${byte.charCodeAt(0).toString(8).padStart(3, "0")}`,
		);
}
