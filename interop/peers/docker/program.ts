/** A program inside a container, as a Program. */
import { type Readable, Transform, type TransformCallback } from "node:stream";
import { text } from "node:stream/consumers";
import type { Container } from "dockerode";
import { PeerStartError } from "../../model/error.ts";
import type { Program } from "../runtime.ts";
import { type Executed, execute } from "./exec.ts";
import type { Keeper } from "./keeper.ts";

/**
 * The shell says its pid, which becomes the program's: the engine knows only the host's number for
 * it. An exec leads a process group, so that pid names all it starts.
 */
const START =
	'unset http_proxy https_proxy all_proxy no_proxy grpc_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY; echo "$$" >&2; exec "$@"';

export interface Place {
	readonly peer: string;
	readonly container: Container;
	/** Its first process, which passes signals on. */
	readonly keeper: Keeper;
	/** The container's name, for people. */
	readonly name: string;
}

/** Starts argv in the container. Throws PeerStartError where not even a shell starts there. */
export async function startProgram(place: Place, argv: readonly string[]): Promise<Program> {
	const executed = await execute(place.container, ["/bin/sh", "-c", START, "sh", ...argv]).catch(
		(problem: unknown) => {
			throw cannotStart(
				place,
				problem instanceof Error ? problem.message : String(problem),
				problem,
			);
		},
	);
	const first = new FirstLine();
	const stderr = executed.stderr.pipe(first);
	const pid = await first.line;
	if (pid === null || !/^\d+$/.test(pid)) {
		throw cannotStart(place, await allOutput(executed, stderr));
	}
	const exit = executed.ended.then(executed.exit);
	let over = false;
	exit.then(() => {
		over = true;
	});
	return {
		command: ["docker", "exec", place.name, ...argv],
		group: null,
		stdout: executed.stdout,
		stderr,
		exit,
		async signal(name) {
			// Once it is over, its pid may be another's.
			if (over) return;
			const kill = `kill -${name.slice("SIG".length)}`;
			await place.keeper.run(`${kill} -${pid} || ${kill} ${pid}`);
		},
	};
}

async function allOutput(executed: Executed, stderr: Readable): Promise<string> {
	const said = await Promise.all([text(executed.stdout), text(stderr)]);
	const { code } = await executed.exit();
	return `${said.join(" ").trim()} (exit ${code})`;
}

function cannotStart({ peer, name }: Place, said: string, cause?: unknown): PeerStartError {
	return new PeerStartError(
		peer,
		`${peer}: cannot start a program in container ${name}: ${said}`,
		said.includes("/bin/sh") && /no such file|not found/.test(said)
			? SHELL_HINT
			: "Was the container removed, or killed for lack of memory? `docker ps -a` shows how it ended.",
		cause,
	);
}

/** For images without a shell. */
export const SHELL_HINT =
	"Programs are started in a kept container through /bin/sh: take a base image that has one.";

/** Takes the first line out of a stream; the rest passes. */
class FirstLine extends Transform {
	readonly #line = Promise.withResolvers<string | null>();
	#held: Buffer | null = Buffer.alloc(0);

	/** The line, without its end; null where the stream ended before. */
	get line(): Promise<string | null> {
		return this.#line.promise;
	}

	override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
		if (this.#held === null) {
			done(null, chunk);
			return;
		}
		this.#held = Buffer.concat([this.#held, chunk]);
		const end = this.#held.indexOf("\n");
		if (end < 0) {
			done();
			return;
		}
		const rest = this.#held.subarray(end + 1);
		this.#line.resolve(this.#held.subarray(0, end).toString());
		this.#held = null;
		done(null, rest.length > 0 ? rest : undefined);
	}

	override _flush(done: TransformCallback): void {
		this.#line.resolve(null);
		done(null, this.#held ?? undefined);
	}
}
