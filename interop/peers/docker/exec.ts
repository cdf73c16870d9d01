/** Commands inside a running container. */
import type { Container, Exec } from "dockerode";
import type { Exit } from "../../model/record.ts";
import { type Demultiplexed, demultiplex } from "./demultiplex.ts";

export interface Executed extends Demultiplexed {
	/** Asks the engine until the command is over; never rejects. */
	exit(): Promise<Exit>;
}

/** Runs argv in the container, as the image's user. */
export async function execute(container: Container, argv: readonly string[]): Promise<Executed> {
	const exec = await container.exec({
		Cmd: [...argv],
		AttachStdout: true,
		AttachStderr: true,
	});
	const source = await exec.start({ hijack: true, stdin: false, Tty: false });
	return { ...demultiplex(source), exit: () => exitOf(container, exec) };
}

const GONE: Exit = { code: null, signal: "SIGKILL" };
const POLL_MS = 10;

async function exitOf(container: Container, exec: Exec): Promise<Exit> {
	// The engine offers no way to wait for an exec; it is nearly always over by the time its stream is.
	for (;;) {
		const state = await exec.inspect().catch(() => null);
		if (state === null) return GONE;
		if (!state.Running && state.ExitCode !== null) return exitFrom(state.ExitCode);
		if (!(await isRunning(container))) return GONE;
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
}

/** Whether the container still runs. */
export async function isRunning(container: Container): Promise<boolean> {
	const state = await container.inspect().catch(() => null);
	return state?.State.Running ?? false;
}

const SIGNALS: Readonly<Record<number, string>> = {
	1: "SIGHUP",
	2: "SIGINT",
	3: "SIGQUIT",
	4: "SIGILL",
	6: "SIGABRT",
	7: "SIGBUS",
	8: "SIGFPE",
	9: "SIGKILL",
	11: "SIGSEGV",
	13: "SIGPIPE",
	14: "SIGALRM",
	15: "SIGTERM",
};

/** The engine tells a death by signal only as 128 + its number, as shells do. */
function exitFrom(code: number): Exit {
	const signal = SIGNALS[code - 128];
	return signal === undefined ? { code, signal: null } : { code: null, signal };
}
