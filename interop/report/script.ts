/** A script as a list that people read: what each step does, and what it must show. */
import type { MetadataList, OpenStep, Step } from "../model/batch.ts";
import { type ExpectedStep, type Script, stepAddresses } from "../model/scenario.ts";
import { shortJson } from "./json.ts";

export interface ScriptLine {
	/** The step's address; null for the line that stands for steps left out. */
	readonly address: string | null;
	readonly does: string;
	/** What must be seen, null where the step shows nothing. */
	readonly shows: string | null;
}

/** Steps shown of a long script, from its start and from its end. */
const SHOWN = { first: 24, last: 8 } as const;

/** The lines of a script, those in the middle of a long one left out and counted. */
export function scriptLines(script: Script): ScriptLine[] {
	const addresses = stepAddresses(script.steps);
	const lines = script.steps.map((step, at) => ({
		address: addresses[at] ?? null,
		does: does(step),
		shows: shows(script.expected[at] ?? null),
	}));
	const left = lines.length - SHOWN.first - SHOWN.last;
	if (left <= 1) return lines;
	const gap: ScriptLine = { address: null, does: `… ${left} more steps …`, shows: null };
	return [...lines.slice(0, SHOWN.first), gap, ...lines.slice(-SHOWN.last)];
}

function does(step: Step): string {
	switch (step.do) {
		case "open":
			return `open ${step.call}: ${callText(step)}`;
		case "send":
			return `send on ${step.call}${step.times ? ` ${step.times} times` : ""}: ${shortJson(step.message)}`;
		case "receive":
			return `receive on ${step.call}: ${step.count} message${step.count === 1 ? "" : "s"}`;
		case "receive_headers":
			return `receive the headers of ${step.call}`;
		case "pause":
			return `pause ${step.ms} ms`;
		case "expect_silence":
			return `expect silence on ${step.call} for ${step.ms} ms`;
		case "half_close":
			return `half-close ${step.call}`;
		case "cancel":
			return `cancel ${step.call}`;
		case "finish":
			return `finish ${step.call}`;
	}
}

/** What a call is started with: its method, and what else is set. */
export function callText(step: OpenStep): string {
	return `${step.method}${raw(step)}${deadline(step.deadline_ms)}${metadata(step.metadata)}`;
}

function raw({ raw, wait_for_ready }: OpenStep): string {
	return `${raw ? `, raw ${raw}` : ""}${wait_for_ready ? ", waiting for ready" : ""}`;
}

function deadline(ms: number | null): string {
	return ms === null ? "" : `, deadline ${ms} ms`;
}

function metadata(list: MetadataList): string {
	return list.length === 0 ? "" : `, metadata ${shortJson(list)}`;
}

function shows(expected: ExpectedStep): string | null {
	if (expected === null) return null;
	if ("silent" in expected) return expected.silent ? "silence" : "no silence";
	if (!("messages" in expected)) {
		return expected.ended ? "the end, without headers" : `headers: ${shortJson(expected.initial)}`;
	}
	const { messages, ...rest } = expected;
	const count = `${messages.length} message${messages.length === 1 ? "" : "s"}`;
	const body = messages.length === 0 ? "" : `: ${shortJson(messages, 320)}`;
	if ("status" in rest) {
		const { status, ...named } = rest;
		const kept = Object.keys(named).length === 0 ? "" : `, ${shortJson(named)}`;
		return `${status}, ${count}${body}${kept}`;
	}
	return `${count}${body}${"ended" in rest ? ", then the end" : ""}`;
}
