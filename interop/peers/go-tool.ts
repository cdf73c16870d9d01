/** A command of a published Go module, at a pinned version, built once into the cache. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { RuntimeMissingError } from "../model/error.ts";
import { cacheRoot } from "../support/cache-root.ts";
import { runProgram } from "../support/run-program.ts";
import { setupEnvironment } from "./environment.ts";

export interface GoTool {
	/** The package of the command, as `go install` takes it. */
	readonly package: string;
	/** As the module's tags have it, e.g. `v1.9.3`. */
	readonly version: string;
}

/**
 * The path of the built command; `log` is told where it has to be built. Needs Go, and Go's module proxy
 * the first time. Throws RuntimeMissingError where it cannot be built.
 */
export async function installGoTool(
	tool: GoTool,
	log: (line: string) => void = () => {},
	signal?: AbortSignal,
): Promise<string> {
	const name = basename(tool.package);
	const program = join(cacheRoot(), `${name}-${tool.version}`);
	if (existsSync(program)) return program;
	const module = `${tool.package}@${tool.version}`;
	log(`building ${module}, once; the first time, with all it needs, takes minutes …`);
	mkdirSync(cacheRoot(), { recursive: true });
	// Built beside, and moved: whoever builds it at the same time finds a whole one.
	const folder = mkdtempSync(join(cacheRoot(), `${name}-`));
	try {
		await runProgram(["go", "install", module], {
			env: { ...setupEnvironment(), GOBIN: folder },
			...(signal ? { signal } : {}),
		});
		renameSync(join(folder, name), program);
		return program;
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new RuntimeMissingError(
			`${name}: go install ${module} failed: ${why}`,
			"It needs Go, and Go's module proxy.",
			cause,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
