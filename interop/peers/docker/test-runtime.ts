/** A docker runtime of its own for a file of tests, with a peer that runs Python programs. */
import { text } from "node:stream/consumers";
import type { ServerEntry } from "../../model/peer.ts";
import type { PeerRuntime, Program, Station } from "../runtime.ts";
import { type Engine, requireEngine } from "./engine.ts";
import { type DockerOptions, dockerRuntime } from "./runtime.ts";
import { PYTHON, removeTestImages, type TestPeer, testPeer } from "./test-peers.ts";
import type { ThisMachine } from "./this-machine.ts";

/** The engine is this machine's. */
export const NEAR: ThisMachine = {
	remote: false,
	bind: "127.0.0.1",
	address: "host-gateway",
	said: "",
};
/** It is another machine's, and does not reach this one. */
export const FAR: ThisMachine = { ...NEAR, remote: true, address: null };

export class TestRuntime implements AsyncDisposable {
	/** Of what it makes in the engine. */
	readonly run: string;
	readonly engine: Engine;
	readonly runtime: PeerRuntime;
	readonly python: TestPeer;

	private constructor(run: string, engine: Engine, runtime: PeerRuntime, python: TestPeer) {
		this.run = run;
		this.engine = engine;
		this.runtime = runtime;
		this.python = python;
	}

	/** With the image built. */
	static async start(options: Partial<DockerOptions> = {}): Promise<TestRuntime> {
		const run = `test-${process.pid}-${Date.now()}`;
		const engine = await requireEngine();
		const host = {} as PeerRuntime;
		const runtime = await dockerRuntime({
			run,
			engine,
			host,
			machine: NEAR,
			tell() {},
			...options,
		});
		const python = await testPeer("test-python", PYTHON);
		await runtime.prepare(python.peer, () => {});
		return new TestRuntime(run, engine, runtime, python);
	}

	/** The peer's only server. */
	get entry(): ServerEntry {
		const [first] = this.python.peer.servers;
		if (first === undefined) throw new Error("a test peer without a server");
		return first;
	}

	server(): Promise<Station> {
		return this.runtime.serverStation(this.python.peer, this.entry);
	}

	/** Runs a program where the clients are. */
	async python3(script: string, ...args: string[]): Promise<Program> {
		const station = await this.runtime.clientStation(this.python.peer);
		return station.start(["-u", "-c", script, ...args]);
	}

	/** The ids of the containers and networks that the engine has with a label. */
	async left(label: string, value: string): Promise<string[]> {
		const filters = { label: [`${label}=${value}`] };
		const containers = await this.engine.docker.listContainers({ all: true, filters });
		const networks = await this.engine.docker.listNetworks({ filters });
		return [...containers.map(({ Id }) => Id), ...networks.map(({ Id }) => Id)];
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.runtime[Symbol.asyncDispose]();
		await this.python[Symbol.asyncDispose]();
		await removeTestImages(this.engine);
	}
}

/** All that a program says, and how it ends. */
export async function outcome(program: Program) {
	const [stdout, stderr, exit] = await Promise.all([
		text(program.stdout),
		text(program.stderr),
		program.exit,
	]);
	return { stdout, stderr, exit };
}

/** For Python: connects to the two arguments' host and port, and prints what is said there first. */
export const DIAL =
	"import socket, sys; print(socket.create_connection((sys.argv[1], int(sys.argv[2])), 5).recv(9))";

/** For Python: whether any process there was started from the argument. */
export const RUNNING =
	"import glob, sys\nprint(any(open(f, 'rb').read().startswith(sys.argv[1].encode() + b'\\0') for f in glob.glob('/proc/[0-9]*/cmdline')))";
