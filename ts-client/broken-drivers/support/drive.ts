/** The real driver with one thing about it broken. Its contract on the command line is the real one's. */
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { connect, type Target } from "../../channel.ts";
import { type Batch, type Job, readBatches } from "../../driver/batch.ts";
import { CONTRACT, type HelloLine, type JobLine, type Line } from "../../driver/lines.ts";
import { reported } from "../../driver/run-batch.ts";
import { runJob } from "../../driver/run-job.ts";
import { STEP_NAMES } from "../../driver/step.ts";
import type { RouteGuideStub } from "../../proto.ts";

/** Places where a fault takes hold; whatever is absent works as in the real driver. */
export interface Fault {
	/** A job before it is carried out. */
	readonly job?: (job: Job) => Job;
	/** Carries a job out, given the real way. */
	readonly run?: (job: Job, real: () => Promise<JobLine>) => JobLine | Promise<JobLine>;
	/** What is reported of a job, as it was given. */
	readonly back?: (line: JobLine, given: Job) => JobLine;
	/** All lines to be printed in the stead of one. */
	readonly print?: (line: Line) => readonly unknown[];
	readonly connect?: (target: Target) => RouteGuideStub;
	readonly stub?: (stub: RouteGuideStub) => RouteGuideStub;
}

/** Carries out the batches of the command line, and exits. */
export async function drive(fault: Fault): Promise<never> {
	const { values } = parseArgs({ options: { batch: { type: "string" } } });
	const { contract, batches } = readBatches(values.batch ?? "");
	const print = async (line: Line) => {
		for (const said of fault.print?.(line) ?? [line]) await write(`${JSON.stringify(said)}\n`);
	};
	await print(hello());
	for (const batch of batches) {
		await carryOut(batch, fault, (line) => print(reported(line, contract)));
		const done = { jobs: batch.jobs.length };
		await print({ done: contract === 1 ? done : { batch: batch.batch, ...done } });
	}
	return process.exit(0);
}

async function carryOut(
	batch: Batch,
	fault: Fault,
	print: (line: JobLine) => Promise<void>,
): Promise<void> {
	const connected = (fault.connect ?? connect)(batch.target);
	const stub = fault.stub?.(connected) ?? connected;
	const queue = batch.jobs.values();
	const worker = async () => {
		for (const given of queue) {
			const job = fault.job?.(given) ?? given;
			const real = () => runJob(job, stub, batch.target);
			const line = await (fault.run?.(job, real) ?? real());
			await print(fault.back?.(line, given) ?? line);
		}
	};
	await Promise.all(Array.from({ length: batch.parallel }, worker));
	connected.close();
}

function hello(): HelloLine {
	const { version } = createRequire(import.meta.url)("@grpc/grpc-js/package.json") as {
		readonly version: string;
	};
	const language = `Node.js ${process.versions.node}`;
	const grpc = `@grpc/grpc-js ${version}`;
	return { hello: { name: "broken", language, grpc, steps: STEP_NAMES, contract: CONTRACT } };
}

function write(text: string): Promise<void> {
	return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
