/** Signals: those that end the server, in order at first, at once when sent again; and the one to read again. */

/**
 * npm passes a signal on that the terminal has sent to this process as well, so one Ctrl-C arrives
 * twice: the same signal again within this time is its echo.
 */
const ECHO_MS = 1000;
/** What the exit code is where the running calls are not waited for, as a shell has it. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Calls `first` for the first signal, and `again` for one that is not its echo, both with that exit code. */
export function onSignals(first: (code: number) => void, again: (code: number) => void): void {
	let asked: { readonly signal: string; readonly at: number } | null = null;
	for (const signal of ["SIGINT", "SIGTERM"] as const) {
		process.on(signal, () => {
			const now = performance.now();
			if (asked === null) {
				asked = { signal, at: now };
				first(CODES[signal]);
			} else if (asked.signal !== signal || now - asked.at >= ECHO_MS) {
				again(CODES[signal]);
			}
		});
	}
}

/** Calls `again` for SIGHUP, once at a time: for one that comes meanwhile, once more afterwards. */
export function onHangUp(again: () => Promise<void>): void {
	let asked = 0;
	process.on("SIGHUP", async () => {
		asked += 1;
		if (asked > 1) return;
		while (asked > 0) {
			const answered = asked;
			await again();
			asked -= answered;
		}
	});
}
