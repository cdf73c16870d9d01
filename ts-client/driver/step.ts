/** The steps a job is made of, and the check of a whole job before anything of it is carried out. */
import {
	brief,
	type Check,
	type Fields,
	type JsonObject,
	metadataList,
	misfit,
	number,
	object,
	oneOf,
	optional,
	orNull,
	positiveInteger,
	text,
	unknownKey,
} from "./shape.ts";

export type MetadataList = readonly (readonly [key: string, values: readonly string[]])[];

export interface OpenStep {
	readonly do: "open";
	readonly call: string;
	/** A method of RouteGuide by name, or any method by its full path, with a leading slash. */
	readonly method: string;
	/** Milliseconds from the start of the call, perhaps a part of one; null: none. */
	readonly deadline_ms: number | null;
	/** Values of `-bin` keys are base64. */
	readonly metadata: MetadataList;
	/** The call waits for a connection, instead of failing at once. */
	readonly wait_for_ready?: boolean;
	/** The mode of a call whose messages are bytes: `{"base64": …}`. */
	readonly raw?: RawMode;
}

export type RawMode = (typeof RAW_MODES)[number];
const RAW_MODES = [
	"unary",
	"server_streaming",
	"client_streaming",
	"bidirectional_streaming",
] as const;
const isTrue: Check = (value) => (value === true ? null : "true");

export type Step =
	| OpenStep
	| {
			readonly do: "send";
			readonly call: string;
			readonly message: JsonObject;
			/** How often; absent: once. */
			readonly times?: number;
	  }
	| { readonly do: "receive"; readonly call: string; readonly count: number }
	| { readonly do: "pause"; readonly ms: number }
	| { readonly do: "expect_silence"; readonly call: string; readonly ms: number }
	| {
			readonly do: "receive_headers" | "half_close" | "cancel" | "finish";
			readonly call: string;
	  };

const STEPS: Readonly<Record<Step["do"], Fields>> = {
	open: {
		do: text,
		call: text,
		method: text,
		deadline_ms: orNull(number),
		metadata: metadataList,
		wait_for_ready: optional(isTrue),
		raw: optional(oneOf(...RAW_MODES)),
	},
	send: { do: text, call: text, message: object, times: optional(positiveInteger) },
	receive: { do: text, call: text, count: positiveInteger },
	receive_headers: { do: text, call: text },
	pause: { do: text, ms: positiveInteger },
	expect_silence: { do: text, call: text, ms: positiveInteger },
	half_close: { do: text, call: text },
	cancel: { do: text, call: text },
	finish: { do: text, call: text },
};

/** The steps that this driver knows, as its `hello` says them. */
export const STEP_NAMES = Object.keys(STEPS);

/** Why a job's steps cannot be carried out, or not further. */
export interface Fault {
	readonly end: "timeout" | "unsupported" | "error";
	/** Index of the step. */
	readonly at: number;
	readonly why: string;
}

/** The steps, or why they are not carried out. What is unknown goes before what does not fit: it is the contract's test of a driver. */
export function checkSteps(
	steps: readonly JsonObject[],
): { readonly steps: readonly Step[] } | { readonly fault: Fault } {
	for (const [at, step] of steps.entries()) {
		const fields = fieldsOf(step);
		if (fields === undefined) {
			return { fault: { end: "unsupported", at, why: `unknown step ${brief(step.do)}` } };
		}
		const key = unknownKey(step, fields);
		if (key !== null) {
			return {
				fault: { end: "unsupported", at, why: `unknown key "${key}" in step "${step.do}"` },
			};
		}
	}
	for (const [at, step] of steps.entries()) {
		const why = misfit(step, fieldsOf(step) ?? {});
		if (why !== null) return { fault: { end: "error", at, why: `step "${step.do}": ${why}` } };
	}
	return { steps: steps as unknown as readonly Step[] };
}

function fieldsOf(step: JsonObject): Fields | undefined {
	const name = String(step.do);
	return Object.hasOwn(STEPS, name) ? STEPS[name as Step["do"]] : undefined;
}
