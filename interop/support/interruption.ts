/** Signals that ask a program to end: in order at first, at once when asked again. */

/**
 * npm passes a signal on that the terminal has sent to this process as well, so one Ctrl-C arrives
 * twice: the same signal again within this time is its echo.
 */
const ECHO_MS = 1000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls `first` for the first signal, and `again` for each that follows and is not its echo. */
export function onInterruption(first: (signal: string) => void, again: () => void): void {
	let asked: { readonly signal: string; readonly at: number } | null = null;
	for (const signal of SIGNALS) {
		process.on(signal, () => {
			const now = performance.now();
			if (asked === null) {
				asked = { signal, at: now };
				first(signal);
			} else if (asked.signal !== signal || now - asked.at >= ECHO_MS) {
				again();
			}
		});
	}
}
