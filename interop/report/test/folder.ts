/** A temporary folder that goes away with its scope. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder extends AsyncDisposable {
	readonly path: string;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
	const path = await mkdtemp(join(tmpdir(), "interop-report-"));
	return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
