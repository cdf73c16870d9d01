/** How it went with the calls that ran when a server was drained. */
export interface Drained {
	/** How many had to be ended, since their time was over. */
	readonly ended: number;
	/** How many workers died with theirs; 0 where there are none. */
	readonly lost: number;
}

/** A server that accepts calls. Disposing of it drains it. */
export interface RunningServer extends AsyncDisposable {
	/** `host:port` as bound. */
	readonly address: string;
	/** Says NOT_SERVING, takes no more calls, and resolves once the running ones have ended. */
	drain(): Promise<Drained>;
	/**
	 * Reads the database again. Calls go on meanwhile; those that run keep what they began with.
	 *
	 * @returns how many features there are now.
	 * @throws {StartError} where it is not as it should be; the old one then stays.
	 */
	reload(): Promise<number>;
	/**
	 * Looks at the TLS files again. Connections that come from then on are shown what they hold.
	 *
	 * @returns what of it is new, for people; null where they hold what they held, or there are none.
	 * @throws {StartError} where they are not in order; the old one then stays.
	 */
	renew(): string | null;
	/** Ends the running calls as well. */
	stop(): void;
}
