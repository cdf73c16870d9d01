/** Errors by the step of the life cycle they happen in. Prose for people is derived from the data in one place. */

export type Stage =
	| "arguments"
	| "scenarios"
	| "ledger"
	| "plan"
	| "peers"
	| "run"
	| "merge"
	| "compare"
	| "report";

/** Exit codes of the command line. */
export const EXIT = { green: 0, red: 1, usage: 2, nothingJudged: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface InteropErrorData {
	/** What went wrong, in one line: what, where, got, expected. */
	readonly message: string;
	/** What to do next. */
	readonly hint: string;
	readonly code: ExitCode;
	/** The peer it is about, if one. */
	readonly peer?: string;
	readonly cause?: unknown;
}

/** Base of every error that is meant for the person at the terminal. */
export class InteropError extends Error {
	readonly stage: Stage;
	readonly hint: string;
	readonly code: ExitCode;
	readonly peer: string | undefined;

	constructor(stage: Stage, data: InteropErrorData) {
		super(data.message, { cause: data.cause });
		this.name = new.target.name;
		this.stage = stage;
		this.hint = data.hint;
		this.code = data.code;
		this.peer = data.peer;
	}
}

/** A flag, or a combination of flags, is wrong. Exit 2. */
export class UsageError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("arguments", { message, hint, code: EXIT.usage, cause });
	}
}

/** A scenario file is wrong. Exit 2. */
export class ScenarioError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("scenarios", { message, hint, code: EXIT.usage, cause });
	}
}

/** The ledger is wrong. Exit 2. */
export class LedgerError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("ledger", { message, hint, code: EXIT.usage, cause });
	}
}

/** A peer.yaml is wrong. Exit 2. */
export class PeerFileError extends InteropError {
	constructor(message: string, hint: string, peer?: string, cause?: unknown) {
		super("peers", { message, hint, code: EXIT.usage, cause, ...(peer ? { peer } : {}) });
	}
}

/** No engine, or a toolchain is missing: nothing could be judged. Exit 3. */
export class RuntimeMissingError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("peers", { message, hint, code: EXIT.nothingJudged, cause });
	}
}

/** One peer did not build or start; its cells become could-not-run, the others go on. */
export class PeerStartError extends InteropError {
	constructor(peer: string, message: string, hint: string, cause?: unknown) {
		super("peers", { message, hint, code: EXIT.red, peer, cause });
	}
}

/** A run's folder cannot be read or written. Exit 2. */
export class RunFolderError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("run", { message, hint, code: EXIT.usage, cause });
	}
}

/** What a run leaves cannot be written, on a full disk say: nothing can be judged. Exit 3. */
export class RunWriteError extends InteropError {
	constructor(message: string, cause: unknown) {
		const hint = "Free the disk, or name a folder that can be written with --out.";
		super("run", { message, hint, code: EXIT.nothingJudged, cause });
	}
}

/** A form of the report cannot be made: something that it needs is missing. Exit 3. */
export class ReportError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("report", { message, hint, code: EXIT.nothingJudged, cause });
	}
}

/** Runs cannot be joined: they overlap, lack something, or do not belong together. Exit 2. */
export class MergeError extends InteropError {
	constructor(message: string, hint: string, cause?: unknown) {
		super("merge", { message, hint, code: EXIT.usage, cause });
	}
}
