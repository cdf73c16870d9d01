/** What the server has to say on stderr. */
import { logVerbosity } from "@grpc/grpc-js";
import type { CallObserver } from "./observe.ts";

/** From the grave and few on. */
export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where it is written. */
export interface Lines {
	/** Those that write something of each call. */
	readonly observers: readonly CallObserver[];
	/** How much grpc-js is to write there. */
	readonly verbosity: logVerbosity;
	/** Something of the server's own. */
	say(text: string, level: LogLevel): void;
	/** A line that has a form of its own. */
	write(line: string): void;
	/** Resolves once all is written, or cannot be, or nobody has read it for a while; the last that is called. */
	close(): Promise<void>;
}

/** Lines as people read them, and nothing of calls. */
export const plainLines: Lines = {
	observers: [],
	verbosity: logVerbosity.NONE,
	say: (text) => void process.stderr.write(`ts-server: ${text}\n`),
	write: (line) => void process.stderr.write(`${line}\n`),
	close: () => Promise.resolve(),
};
