/** The step of start-up that refused. */
export type StartStep = "flags" | "database" | "tls" | "workers" | "listen";

export interface StartProblem {
	readonly step: StartStep;
	/** What is wrong and where: a flag, a file, a field. */
	readonly what: string;
	/** What was found there; null where that says nothing more. */
	readonly got: string | null;
	/** What would have been right, or what to do next. */
	readonly hint: string;
	readonly cause?: unknown;
}

/** The server cannot start as it was asked to. Its message is one line, fit to be printed as it is. */
export class StartError extends Error {
	override readonly name = "StartError";
	readonly code: StartStep;
	readonly hint: string;
	/** What it was made of, without the cause: fit to be sent to another thread. */
	readonly problem: Omit<StartProblem, "cause">;

	constructor({ step, what, got, hint, cause }: StartProblem) {
		super(oneLine(`${what}${got === null ? "" : `: got ${got}`}; ${hint}`), { cause });
		this.code = step;
		this.hint = hint;
		this.problem = { step, what, got, hint };
	}
}

/** `text` without line breaks and other control characters, which a path or a flag may contain. */
export function oneLine(text: string): string {
	return text.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, " ").trim();
}

/** The `code` of an error of the operating system or of OpenSSL, or its message. */
export function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) {
		return String(error);
	}
	return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
