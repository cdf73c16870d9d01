/** Where a command is typed: what it prints on, and what ends it. */
import type { Sink } from "./progress.ts";

export interface Terminal {
	/** For what was asked for. */
	out(text: string): void;
	/** For what happens meanwhile. */
	readonly progress: Sink;
	readonly colour: boolean;
	/** True in a job of GitHub's, which makes annotations of certain lines. */
	readonly github: boolean;
	/** Aborted by Ctrl-C and SIGTERM. */
	readonly signal: AbortSignal;
	/** The command as it was typed. */
	readonly command: string;
}
