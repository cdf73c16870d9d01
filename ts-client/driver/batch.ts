/** The batch that a driver reads: one target, jobs of steps. */
import { readFileSync } from "node:fs";
import type { Target } from "../channel.ts";
import {
	type Fields,
	isObject,
	type JsonObject,
	listOf,
	misfit,
	object,
	orNull,
	positiveInteger,
	text,
	unknownKey,
} from "./shape.ts";

/** One script; its steps are checked when its turn comes, because unknown ones cost only their job. */
export interface Job {
	readonly job: string;
	/** Milliseconds from the start of the first step. */
	readonly limit_ms: number;
	readonly steps: readonly JsonObject[];
	/** A key of this job that this driver does not know, or null. */
	readonly unknownKey: string | null;
}

export interface Batch {
	readonly batch: string;
	readonly target: Target;
	/** Jobs at once, at most. */
	readonly parallel: number;
	readonly jobs: readonly Job[];
}

/** The batch cannot be run at all. The message names the file, the place and what was expected. */
export class BatchError extends Error {
	override readonly name = "BatchError";
	readonly hint = "Write it as interop/model/driver-contract.md says, every key present.";
}

const BATCH: Fields = {
	batch: text,
	target: object,
	parallel: positiveInteger,
	jobs: listOf(object),
};
const TARGET: Fields = { address: text, tls: orNull(object) };
const TLS: Fields = { ca: text, name: text, cert: orNull(text), key: orNull(text) };
const JOB: Fields = { job: text, limit_ms: positiveInteger, steps: listOf(object) };

/** Reads and checks a batch file. Errors: {@link BatchError}. */
export function readBatch(file: string): Batch {
	let json: string;
	try {
		json = readFileSync(file, "utf8");
	} catch (cause) {
		throw new BatchError(`batch ${file}: cannot be read: ${(cause as Error).message}`, { cause });
	}
	try {
		return parseBatch(json);
	} catch (cause) {
		throw new BatchError(`batch ${file}: ${(cause as Error).message}`, { cause });
	}
}

/** Checks a batch's text. Errors: SyntaxError, {@link BatchError}. */
export function parseBatch(json: string): Batch {
	const batch = strict("the batch", JSON.parse(json), BATCH);
	const target = strict("target", batch.target, TARGET);
	if (target.tls !== null) strict("target.tls", target.tls, TLS);
	const jobs = (batch.jobs as readonly JsonObject[]).map((job, index) => {
		const why = misfit(job, JOB);
		if (why !== null) throw new BatchError(`jobs[${index}]: ${why}`);
		return { ...job, unknownKey: unknownKey(job, JOB) };
	});
	return { ...batch, jobs } as unknown as Batch;
}

function strict(where: string, value: unknown, fields: Fields): JsonObject {
	if (!isObject(value)) throw new BatchError(`${where}: expected an object`);
	const key = unknownKey(value, fields);
	if (key !== null) throw new BatchError(`${where}: unknown key "${key}"`);
	const why = misfit(value, fields);
	if (why !== null) throw new BatchError(`${where}: ${why}`);
	return value;
}
