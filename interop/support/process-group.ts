/** Groups of processes: a program started as the leader of one, and everything that it starts. */
import { removedAtExit } from "./leftovers.ts";

type Signal = "SIGTERM" | "SIGINT" | "SIGKILL";

/** Sends a signal to all of a group. No error where it is gone. */
export function signalGroup(leader: number, signal: Signal): void {
	try {
		process.kill(-leader, signal);
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== "ESRCH") throw problem;
	}
}

interface Leader {
	readonly pid?: number | undefined;
	once(event: "exit", listener: () => void): unknown;
}

/** Lets a group end with its leader, and with this process. The leader was started `detached`. */
export function endsWithLeader(leader: Leader): void {
	const { pid } = leader;
	if (pid === undefined) return;
	const kill = () => signalGroup(pid, "SIGKILL");
	const forget = removedAtExit(kill);
	leader.once("exit", () => {
		forget();
		// What it started holds its streams open, or its port.
		kill();
	});
}
