/** Setting a peer up for the process runtime: once per state of its folder, by one process at a time. */
import { execa } from "execa";
import { PeerStartError } from "../../model/error.ts";
import type { Peer } from "../../model/peer.ts";
import { type Lock, takeLock } from "../../support/lock.ts";
import { endsWithLeader, signalGroup } from "../../support/process-group.ts";
import { cacheFolder, isReady, lockFolder, markReady, startAnew } from "../cache.ts";
import { setupEnvironment } from "../environment.ts";

type Log = (line: string) => void;

/** Runs the commands unless they ran before; waits where another run is at it. Throws PeerStartError. */
export async function setUp(
	peer: Peer,
	commands: readonly (readonly string[])[],
	log: Log,
	signal: AbortSignal = new AbortController().signal,
): Promise<void> {
	const cache = cacheFolder(peer);
	if (commands.length === 0 || isReady(cache)) return;
	const waiting = () => log("another run is setting it up: waiting for it");
	const lock = await takeLock(lockFolder(cache), waiting, signal).catch((problem: unknown) => {
		throw signal.aborted ? interrupted(peer) : problem;
	});
	try {
		if (isReady(cache)) return;
		startAnew(cache);
		for (const argv of commands) await runCommand(peer, argv, log, lock, signal);
		markReady(cache);
	} finally {
		lock.release();
	}
}

async function runCommand(
	peer: Peer,
	argv: readonly string[],
	log: Log,
	lock: Lock,
	signal: AbortSignal,
): Promise<void> {
	if (signal.aborted) throw interrupted(peer);
	const [file = "", ...args] = argv;
	const child = execa(file, args, {
		cwd: peer.folder,
		env: setupEnvironment(),
		extendEnv: false,
		stdin: "ignore",
		all: true,
		reject: false,
		// A group of its own: it ends when we say so, with all that it started.
		detached: true,
		cleanup: false,
	});
	endsWithLeader(child.nodeChildProcess);
	lock.alsoHeldBy(child.pid);
	const stop = () => child.pid !== undefined && signalGroup(child.pid, "SIGKILL");
	signal.addEventListener("abort", stop, { once: true });
	try {
		for await (const line of child.iterable({ from: "all" })) log(line);
	} finally {
		signal.removeEventListener("abort", stop);
	}
	const result = await child;
	if (!result.failed) return;
	if (signal.aborted) throw interrupted(peer);
	const missing = (result.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
	const last = (result.all ?? "").trim().split("\n").slice(-3).join(" / ");
	throw new PeerStartError(
		peer.name,
		missing
			? `${peer.name}: the set-up needs ${file}, which is not installed`
			: `${peer.name}: set-up failed (${argv.join(" ")}): ${last || result.shortMessage}`,
		missing
			? `Install ${file}, or use --runtime docker.`
			: "Run the command above by hand in the peer's folder, or use --runtime docker.",
		result.cause,
	);
}

function interrupted(peer: Peer): PeerStartError {
	return new PeerStartError(peer.name, `${peer.name}: the run was interrupted`, "Run it again.");
}
