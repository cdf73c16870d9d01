/** grpcurl, the tool that people look at servers with, built once from its published module. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { cacheRoot } from "../../peers/cache.ts";

const VERSION = "v1.9.3";
const MODULE = `github.com/fullstorydev/grpcurl/cmd/grpcurl@${VERSION}`;

/** What it printed, and how it ended. */
export interface Told {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** How to run it with arguments. Needs Go, and Go's module proxy the first time; throws where it cannot be built. */
export async function installGrpcurl(): Promise<(...words: string[]) => Promise<Told>> {
	const program = join(cacheRoot(), `grpcurl-${VERSION}`);
	if (!existsSync(program)) await build(program);
	return async (...words) => {
		const { exitCode, stdout, stderr } = await execa(program, words, {
			reject: false,
			stdin: "ignore",
			timeout: 30_000,
		});
		return { exitCode, stdout, stderr };
	};
}

async function build(program: string): Promise<void> {
	mkdirSync(cacheRoot(), { recursive: true });
	// Built beside, and moved: whoever builds it at the same time finds a whole one.
	const folder = mkdtempSync(join(cacheRoot(), "grpcurl-"));
	try {
		await execa("go", ["install", MODULE], { env: { GOBIN: folder }, stdin: "ignore" });
		renameSync(join(folder, "grpcurl"), program);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new Error(
			`grpcurl: go install ${MODULE} failed; can Go's module proxy be reached?\n${why}`,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
