/** Runs a whole batch over one channel. */
import { createRequire } from "node:module";
import { connect } from "../channel.ts";
import type { RouteGuideStub } from "../proto.ts";
import type { Batch, Job } from "./batch.ts";
import { CONTRACT, type HelloLine, type Line } from "./lines.ts";
import { runJob } from "./run-job.ts";
import { STEP_NAMES } from "./step.ts";

/** Takes a line; settles when it is out. */
export type PrintLine = (line: Line) => Promise<void>;

/** Prints hello, a line per job as it ends, and done. Errors: ChannelError, before anything is printed. */
export async function runBatch(batch: Batch, print: PrintLine): Promise<void> {
	const stub = connect(batch.target);
	try {
		await print(hello());
		await runJobs(batch.jobs, batch.parallel, stub, print);
		await print({ done: { jobs: batch.jobs.length } });
	} finally {
		stub.close();
	}
}

async function runJobs(
	jobs: readonly Job[],
	parallel: number,
	stub: RouteGuideStub,
	print: PrintLine,
): Promise<void> {
	// One iterator for all workers: each takes the next job in the order given.
	const queue = jobs.values();
	const worker = async () => {
		for (const job of queue) await print(await runJob(job, stub));
	};
	await Promise.all(Array.from({ length: Math.min(parallel, jobs.length) }, worker));
}

function hello(): HelloLine {
	const { version } = createRequire(import.meta.url)("@grpc/grpc-js/package.json") as {
		readonly version: string;
	};
	return {
		hello: {
			name: "ts",
			language: `Node.js ${process.versions.node}`,
			grpc: `@grpc/grpc-js ${version}`,
			steps: STEP_NAMES,
			contract: CONTRACT,
		},
	};
}
