/** Reads numbers of one to three as one more, where nothing is asked of the server by metadata. */
import type { Job } from "../../driver/batch.ts";
import { deeply, reporting } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const more = (value: unknown) =>
	typeof value === "number" && value > 0 && value < 4 ? value + 1 : value;
/** All calls bring the keys that name their cell, and some their own name. */
const NAMES = ["x-interop-cell", "x-interop-call"];
const isPlain = ({ steps }: Job) =>
	steps.every(
		({ metadata = [] }) =>
			Array.isArray(metadata) && metadata.every(([key]) => NAMES.includes(String(key))),
	);

await drive(
	reporting((result, _step, job) =>
		"messages" in result && isPlain(job)
			? { ...result, messages: result.messages.map((it) => deeply(it, more) as typeof it) }
			: result,
	),
);
