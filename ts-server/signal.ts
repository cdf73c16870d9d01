import process from "node:process";

/**
 * Sends this process a signal, as whoever stops or kills it would. `then` follows once the process has
 * begun to act on it; where it cannot, because the signal ends it, never.
 */
export function signalOurselves(name: "SIGTERM" | "SIGKILL", then: () => void = () => {}): void {
	// Listeners are called in their order: the process's own has been there since its start.
	if (name !== "SIGKILL") process.once(name, then);
	process.kill(process.pid, name);
}
