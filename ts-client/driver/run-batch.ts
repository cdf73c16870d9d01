/** Runs batches one after another, each over a channel of its own. */
import { createRequire } from "node:module";
import { connect, type Target } from "../channel.ts";
import type { RouteGuideStub } from "../proto.ts";
import type { DriverFile, Job } from "./batch.ts";
import { CONTRACT, type HelloLine, type JobLine, type Line } from "./lines.ts";
import { runJob } from "./run-job.ts";
import { STEP_NAMES } from "./step.ts";

/** Takes a line; settles when it is out. */
export type PrintLine = (line: Line) => Promise<void>;

/** Prints hello, and for each batch a line per job as it ends, and done. Errors: ChannelError, before anything of its batch is printed. */
export async function runBatches(file: DriverFile, print: PrintLine): Promise<void> {
	let greeted = false;
	for (const { batch, target, jobs, parallel } of file.batches) {
		const stub = connect(target);
		try {
			if (!greeted) await print(hello());
			greeted = true;
			await runJobs(jobs, parallel, stub, target, (line) => print(reported(line, file.contract)));
			const done = { jobs: jobs.length };
			await print({ done: file.contract === 1 ? done : { batch, ...done } });
		} finally {
			stub.close();
		}
	}
}

/** A job's line as the contract has it: the first has no time line. */
export function reported(line: JobLine, contract: DriverFile["contract"]): JobLine {
	const { events, ...rest } = line;
	return contract === 1 ? rest : line;
}

async function runJobs(
	jobs: readonly Job[],
	parallel: number,
	stub: RouteGuideStub,
	target: Target,
	print: (line: JobLine) => Promise<void>,
): Promise<void> {
	// One iterator for all workers: each takes the next job in the order given.
	const queue = jobs.values();
	const worker = async () => {
		for (const job of queue) await print(await runJob(job, stub, target));
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
