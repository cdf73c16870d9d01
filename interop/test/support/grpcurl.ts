/** grpcurl, the tool that people look at servers with, built once from its published module. */
import { execa } from "execa";
import { installGoTool } from "../../peers/go-tool.ts";

const GRPCURL = { package: "github.com/fullstorydev/grpcurl/cmd/grpcurl", version: "v1.9.3" };

/** What it printed, and how it ended. */
export interface Told {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** How to run it with arguments. Needs Go, and Go's module proxy the first time; throws where it cannot be built. */
export async function installGrpcurl(): Promise<(...words: string[]) => Promise<Told>> {
	const program = await installGoTool(GRPCURL);
	return async (...words) => {
		const { exitCode, stdout, stderr } = await execa(program, words, {
			reject: false,
			stdin: "ignore",
			timeout: 30_000,
		});
		return { exitCode, stdout, stderr };
	};
}
