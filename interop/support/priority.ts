/** What comes first where processes compete for the cores: the harness, as far as the system lets it. */
import { constants, getPriority, setPriority } from "node:os";

/** As this process was started. */
const USUAL = getPriority();

/**
 * Puts this process before others of the machine until it is disposed of. Does nothing where the system
 * forbids that, as it does to all but root.
 */
export function goFirst(): Disposable {
	tryPriority(0, USUAL + constants.priority.PRIORITY_ABOVE_NORMAL);
	return {
		[Symbol.dispose]() {
			tryPriority(0, USUAL);
		},
	};
}

/** Takes back what a process just started has inherited of that. */
export function goUsual(pid: number): void {
	if (getPriority() !== USUAL) tryPriority(pid, USUAL);
}

function tryPriority(pid: number, priority: number): void {
	try {
		setPriority(pid, priority);
	} catch {
		// Forbidden, or the process is over: either way things stay as they are.
	}
}
