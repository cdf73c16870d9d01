/** Which runtime: the one that was asked for, or the first that works, and why. */
import { InteropError, PeerFileError, RuntimeMissingError } from "../model/error.ts";
import type { Peer } from "../model/peer.ts";
import type { Runtime } from "../model/words.ts";
import { type Engine, findEngine } from "./docker/engine.ts";
import { dockerRuntime } from "./docker/runtime.ts";
import { findThisMachine } from "./docker/this-machine.ts";
import { processRuntime } from "./process/runtime.ts";
import { missingTools } from "./process/tools.ts";
import type { PeerRuntime } from "./runtime.ts";

export interface Choice {
	readonly runtime: Runtime;
	readonly reason: string;
	/** Opens the runtime; whoever opens it disposes of it. `tell` takes a line where something stays behind. */
	open(run: string, tell: (line: string) => void): Promise<PeerRuntime>;
}

/**
 * `hostAddress` is this machine's as the engine's containers reach it. Throws RuntimeMissingError where
 * nothing works, PeerFileError where a peer cannot run there.
 */
export async function chooseRuntime(
	wanted: Runtime | undefined,
	peers: readonly Peer[],
	hostAddress?: string,
): Promise<Choice> {
	if (wanted === "process") return processChoice(peers, "asked for by --runtime");
	const found = await findEngine();
	if (wanted === "docker" || hostAddress !== undefined) {
		if (!found.ok) throw new RuntimeMissingError(found.why, found.hint);
		const { engine, version } = found;
		const by = wanted === "docker" ? "--runtime" : "--host-address";
		return dockerChoice(engine, hostAddress, `asked for by ${by}; engine ${version}`);
	}
	if (found.ok) return dockerChoice(found.engine, undefined, `engine ${found.version} answers`);
	try {
		return processChoice(peers, found.why);
	} catch (problem) {
		if (!(problem instanceof InteropError)) throw problem;
		throw new RuntimeMissingError(`${found.why}; and ${problem.message}`, problem.hint, problem);
	}
}

function processChoice(peers: readonly Peer[], reason: string): Choice {
	const without = peers.find((peer) => peer.process === undefined);
	if (without) {
		throw new PeerFileError(
			`${without.name}: its peer.yaml has no process, so it cannot run as a process`,
			"Leave it out with --server and --client, or use --runtime docker.",
			without.name,
		);
	}
	const missing = missingTools(peers);
	if (missing.length > 0) {
		throw new RuntimeMissingError(
			`the process runtime needs ${missing.join(" and ")}, not found in PATH`,
			`Install ${missing.join(" and ")}, or a container engine, or leave those peers out with --server and --client.`,
		);
	}
	return { runtime: "process", reason, open: async () => processRuntime() };
}

async function dockerChoice(
	engine: Engine,
	hostAddress: string | undefined,
	reason: string,
): Promise<Choice> {
	const machine = await findThisMachine(engine, hostAddress);
	return {
		runtime: "docker",
		reason: `${reason}${machine.said}`,
		open: (run, tell) =>
			dockerRuntime({ run, engine, machine, host: processRuntime({ bind: machine.bind }), tell }),
	};
}
