/** The programs that make the load: ghz for unary calls, our own Go client for streams. */
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { RuntimeMissingError } from "../../interop/model/error.ts";
import type { Peer } from "../../interop/model/peer.ts";
import type { Mode } from "../../interop/model/words.ts";
import { cacheFolder } from "../../interop/peers/cache.ts";
import { setupEnvironment } from "../../interop/peers/environment.ts";
import { installGoTool } from "../../interop/peers/go-tool.ts";
import { runProgram } from "../../interop/support/run-program.ts";

export const GHZ = { package: "github.com/bojand/ghz/cmd/ghz", version: "v0.120.0" };

/** Paths of built programs, by the mode in which they make the load. */
export type Makers = Readonly<Partial<Record<Mode, string>>>;

/** Builds what these modes need and is not there yet; the Go peer has been set up. Throws RuntimeMissingError. */
export async function prepareMakers(
	goPeer: Peer,
	modes: readonly Mode[],
	log: (line: string) => void,
	signal: AbortSignal,
): Promise<Makers> {
	const makers: Partial<Record<Mode, string>> = {};
	for (const mode of modes) {
		makers[mode] =
			mode === "unary"
				? await installGoTool(GHZ, log, signal)
				: await buildLoad(goPeer, log, signal);
	}
	return makers;
}

/** Beside the peer's own program, from the sources with which that was built. Throws RuntimeMissingError. */
export async function buildLoad(
	peer: Peer,
	log: (line: string) => void,
	signal: AbortSignal,
): Promise<string> {
	const cache = cacheFolder(peer);
	const program = join(cache, "bin", "load");
	if (existsSync(program)) return program;
	log("building containers/go/cmd/load …");
	const folder = mkdtempSync(join(cache, "load-"));
	try {
		const built = join(folder, "load");
		await runProgram(["go", "-C", join(cache, "src"), "build", "-o", built, "./cmd/load"], {
			env: setupEnvironment(),
			signal,
		});
		renameSync(built, program);
		return program;
	} catch (cause) {
		if (signal.aborted) throw cause;
		throw new RuntimeMissingError(
			`containers/go/cmd/load: it does not build: ${(cause as Error).message}`,
			"It needs Go, and Go's module proxy the first time.",
			cause,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
