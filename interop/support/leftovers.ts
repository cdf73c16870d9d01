/** What must not outlive this process, however it ends: removed in order as a rule, at `exit` as a last resort. */

const leftovers = new Set<() => void>();
let hooked = false;

/**
 * Has `remove` called if the process exits before the returned function was called: a second Ctrl-C
 * and a fault of the harness end it at once. It must be synchronous.
 */
export function removedAtExit(remove: () => void): () => void {
	if (!hooked) process.on("exit", removeAll);
	hooked = true;
	leftovers.add(remove);
	return () => void leftovers.delete(remove);
}

function removeAll(): void {
	for (const remove of leftovers) {
		try {
			remove();
		} catch {
			// The others must go all the same, and there is nobody left to be told.
		}
	}
}
