/** Running h2spec against a server. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peerEnvironment } from "../../interop/peers/environment.ts";
import { runProgram } from "../../interop/support/run-program.ts";
import { type Case, casesIn } from "./junit.ts";

export const H2SPEC = {
	package: "github.com/summerwind/h2spec/cmd/h2spec",
	version: "v2.2.1+incompatible",
};
/** Some cases failed. */
const FAILED = 1;

/** All its cases, strict ones too, each waiting a second at most. Throws Error where it cannot carry them out. */
export async function runH2spec(
	program: string,
	address: string,
	signal: AbortSignal,
): Promise<Case[]> {
	const { hostname, port } = new URL(`http://${address}`);
	const folder = mkdtempSync(join(tmpdir(), "h2spec-"));
	try {
		const report = join(folder, "junit.xml");
		const words = ["-h", hostname, "-p", port, "-S", "-o", "1", "-j", report];
		const accepted = [0, FAILED];
		const printed = await runProgram([program, ...words], {
			env: peerEnvironment(),
			signal,
			accepted,
		});
		if (!existsSync(report)) {
			throw new Error(`h2spec wrote no report: ${printed.trim().split("\n").at(-1)}`);
		}
		return casesIn(readFileSync(report, "utf8"));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
