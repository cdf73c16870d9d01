/** Files that are saved, burst by burst. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { UsageError } from "../../model/error.ts";

/** Editors write in bursts, and a change of branch touches many files: a burst is over after so long without a save. */
const QUIET_MS = 100;
const IGNORED = new Set(["node_modules", ".git"]);

export interface Burst {
	/** When the first of them was noticed, as `performance.now()` tells the time. */
	readonly at: number;
	/** Absolute paths of what was written, made or removed, each once. */
	readonly paths: readonly string[];
}

type Event = "add" | "change" | "unlink";

/**
 * Watches files and folders until it is disposed of. By chokidar: node's own recursive watch tells of a
 * rename and not of what came of it, and on Linux loses what is saved while it looks at a new folder.
 */
export class Saves implements AsyncDisposable {
	readonly #watcher: FSWatcher;
	readonly #wanted: (path: string) => boolean;
	/** By path: what happened to it first, since it was quiet last. */
	readonly #events = new Map<string, Event>();
	/** What the next burst is made of. */
	readonly #told = new Set<string>();
	#at = 0;
	#timer: NodeJS.Timeout | undefined;
	#burst = Promise.withResolvers<void>();

	private constructor(watcher: FSWatcher, wanted: (path: string) => boolean) {
		this.#watcher = watcher;
		this.#wanted = wanted;
		for (const event of ["add", "change", "unlink"] as const) {
			watcher.on(event, (path) => this.#note(event, path));
		}
	}

	/** Resolves once nothing that is saved from now on is missed; `wanted`: which files count. Throws UsageError. */
	static async open(paths: readonly string[], wanted: (path: string) => boolean): Promise<Saves> {
		const watcher = watch([...paths], {
			ignoreInitial: true,
			// What is replaced is one save here as well, since a burst is: nothing need be held back.
			atomic: false,
			ignored: (path) => IGNORED.has(basename(path)),
		});
		const saves = new Saves(watcher, wanted);
		const ready = Promise.withResolvers<void>();
		watcher.once("ready", ready.resolve);
		watcher.on("error", (cause) => {
			const problem = unwatched(cause);
			ready.reject(problem);
			saves.#burst.reject(problem);
		});
		// Whoever waits hears of it; until then it is nobody's.
		saves.#burst.promise.catch(() => {});
		try {
			await ready.promise;
		} catch (problem) {
			await saves[Symbol.asyncDispose]();
			throw problem;
		}
		return saves;
	}

	/** Aborted once there is a burst that nobody has taken. */
	newer(): AbortSignal {
		const there = new AbortController();
		// A fault of the watcher's is told to whoever waits.
		this.#burst.promise.then(
			() => there.abort(),
			() => {},
		);
		return there.signal;
	}

	/** The next burst, or what was saved since the last; null once the signal is aborted. */
	async next(signal: AbortSignal): Promise<Burst | null> {
		const ended = Promise.withResolvers<void>();
		signal.addEventListener("abort", () => ended.resolve(), { once: true });
		if (signal.aborted) return null;
		await Promise.race([this.#burst.promise, ended.promise]);
		if (signal.aborted) return null;
		this.#burst = Promise.withResolvers();
		this.#burst.promise.catch(() => {});
		const paths = [...this.#told];
		this.#told.clear();
		return { at: this.#at, paths };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		clearTimeout(this.#timer);
		await this.#watcher.close();
	}

	#note(event: Event, path: string): void {
		if (!this.#wanted(path)) return;
		if (this.#events.size + this.#told.size === 0) this.#at = performance.now();
		if (!this.#events.has(path)) this.#events.set(path, event);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#settle(), QUIET_MS);
	}

	#settle(): void {
		for (const [path, first] of this.#events) {
			// What came and went is an editor's own.
			if (first !== "add" || existsSync(path)) this.#told.add(path);
		}
		this.#events.clear();
		if (this.#told.size > 0) this.#burst.resolve();
	}
}

function unwatched(cause: unknown): UsageError {
	const { message, code } = cause as NodeJS.ErrnoException;
	return new UsageError(
		`--watch: files cannot be watched: ${message}`,
		code === "ENOSPC"
			? "Raise the system's limit: sysctl fs.inotify.max_user_watches"
			: "Run without --watch.",
		cause,
	);
}
