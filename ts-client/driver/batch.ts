/** What a driver reads: batches, each with one target and jobs of steps. */
import { readFileSync } from "node:fs";
import type { Target } from "../channel.ts";
import {
	type Fields,
	integer,
	isObject,
	type JsonObject,
	listOf,
	misfit,
	object,
	oneOf,
	optional,
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

/** A whole file: one batch under contract 1, and any number of them under contract 2. */
export interface DriverFile {
	readonly contract: 1 | 2;
	readonly batches: readonly Batch[];
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
const FILE: Fields = { contract: (value) => (value === 2 ? null : "2"), batches: listOf(object) };
const TARGET: Fields = { address: text, tls: orNull(object) };
const TARGET_2: Fields = { ...TARGET, channel: optional(object) };
const CHANNEL: Fields = {
	max_receive_bytes: optional(integer),
	compression: optional(oneOf("gzip")),
	service_config: optional(text),
	idle_ms: optional(positiveInteger),
	reconnect_ms: optional(positiveInteger),
	window_bytes: optional(positiveInteger),
};
const TLS: Fields = { ca: text, name: text, cert: orNull(text), key: orNull(text) };
const JOB: Fields = { job: text, limit_ms: positiveInteger, steps: listOf(object) };

/** Reads and checks a batch file. Errors: {@link BatchError}. */
export function readBatches(file: string): DriverFile {
	let json: string;
	try {
		json = readFileSync(file, "utf8");
	} catch (cause) {
		throw new BatchError(`batch ${file}: cannot be read: ${(cause as Error).message}`, { cause });
	}
	try {
		return parseBatches(json);
	} catch (cause) {
		throw new BatchError(`batch ${file}: ${(cause as Error).message}`, { cause });
	}
}

/** Checks a file's text. Errors: SyntaxError, {@link BatchError}. */
export function parseBatches(json: string): DriverFile {
	const value: unknown = JSON.parse(json);
	if (!isObject(value) || !("contract" in value)) {
		return { contract: 1, batches: [parseBatch("the batch", value, TARGET)] };
	}
	const { batches } = strict("the file", value, FILE);
	const list = batches as readonly JsonObject[];
	if (list.length === 0) throw new BatchError("batches: expected at least one");
	return {
		contract: 2,
		batches: list.map((batch, index) => parseBatch(`batches[${index}]`, batch, TARGET_2)),
	};
}

function parseBatch(where: string, value: unknown, targetFields: Fields): Batch {
	const batch = strict(where, value, BATCH);
	const target = strict("target", batch.target, targetFields);
	if (target.tls !== null) strict("target.tls", target.tls, TLS);
	if (target.channel !== undefined) strict("target.channel", target.channel, CHANNEL);
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
