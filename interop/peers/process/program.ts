/** A local process as a Program: its own process group, so that a signal reaches all of it. */

import type { Readable } from "node:stream";
import { execa } from "execa";
import { PeerStartError } from "../../model/error.ts";
import type { Exit } from "../../model/record.ts";
import { goUsual } from "../../support/priority.ts";
import { endsWithLeader, signalGroup } from "../../support/process-group.ts";
import { peerEnvironment } from "../environment.ts";
import type { Program } from "../runtime.ts";

/** Starts argv in a folder. Throws PeerStartError where the program cannot be executed. */
export async function startProcess(
	peer: string,
	argv: readonly string[],
	cwd: string,
): Promise<Program> {
	const [file = "", ...args] = argv;
	const child = execa(file, args, {
		cwd,
		env: peerEnvironment(),
		extendEnv: false,
		stdin: "ignore",
		buffer: false,
		reject: false,
		// A group of its own: a Ctrl-C at our terminal is ours to pass on.
		detached: true,
		cleanup: false,
	});
	const ended: Promise<Exit> = child.then((result) => ({
		code: result.exitCode ?? null,
		signal: result.signal ?? null,
	}));
	if (child.pid === undefined) {
		const failure = await child;
		throw new PeerStartError(
			peer,
			`${peer}: cannot start ${file} in ${cwd}: ${failure.cause instanceof Error ? failure.cause.message : failure.shortMessage}`,
			`Is ${file} installed, and is the command in its peer.yaml right?`,
		);
	}
	const group = child.pid;
	goUsual(group);
	endsWithLeader(child.nodeChildProcess);
	return {
		command: argv,
		group,
		stdout: child.stdout as Readable,
		stderr: child.stderr as Readable,
		exit: ended,
		async signal(name) {
			signalGroup(group, name);
		},
	};
}
