/** Steps as scenarios write them, one verb each, made into the steps of the driver contract. */
import type { MetadataList, Step } from "../model/batch.ts";
import { isGenericMethod, METHODS, type MethodShape } from "../model/methods.ts";
import type { ExpectedStep } from "../model/scenario.ts";
import { StatusName } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";
import { isMap } from "./macros.ts";
import { checkRequest, completeResponse } from "./messages.ts";

/** A step of the contract, and what it must show. */
export interface WrittenStep {
	readonly step: Step;
	readonly expected: ExpectedStep;
}

type Written = Readonly<Record<string, unknown>>;
type Methods = Map<string, string>;

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
	open: ["call", "deadline_ms", "metadata"],
	send: ["call"],
	receive: ["call"],
	pause: [],
	expect_silence: ["call", "broken"],
	half_close: [],
	cancel: [],
	finish: ["call"],
};

/** One written step; null where a receive of nothing leaves no step. `methods` learns what each call is. */
export function parseStep(written: unknown, methods: Methods): WrittenStep | null {
	const raw: Written = typeof written === "string" ? { [written]: "a" } : asMap(written);
	const verbs = Object.keys(raw).filter((key) => key in OPTIONS);
	const verb = verbs[0];
	if (verb === undefined || verbs.length > 1) {
		throw new FileProblem(
			`expected one verb of ${Object.keys(OPTIONS).join(", ")}, got ${JSON.stringify(written)}`,
		);
	}
	for (const key of Object.keys(raw)) {
		if (key !== verb && !OPTIONS[verb]?.includes(key)) {
			throw new FileProblem(`unknown key ${key} in a ${verb} step`);
		}
	}
	return parsers[verb]?.(raw, methods) ?? null;
}

const parsers: Record<string, (raw: Written, methods: Methods) => WrittenStep | null> = {
	open(raw, methods) {
		const call = callOf(raw);
		const method = raw.open;
		if (typeof method !== "string" || (!(method in METHODS) && !isGenericMethod(method))) {
			throw new FileProblem(
				`open: expected ${Object.keys(METHODS).join(", ")} or /package.Service/Method, got ${JSON.stringify(method)}`,
			);
		}
		if (methods.has(call)) throw new FileProblem(`call ${call} is opened twice`);
		methods.set(call, method);
		const deadline = raw.deadline_ms ?? null;
		if (deadline !== null && !Number.isInteger(deadline)) {
			throw new FileProblem(`deadline_ms: expected whole milliseconds`);
		}
		return shows(
			{
				do: "open",
				call,
				method,
				deadline_ms: deadline as number | null,
				metadata: metadataOf(raw.metadata),
			},
			null,
		);
	},
	send(raw, methods) {
		const call = opened(callOf(raw), methods);
		const shape = shapeOf(call, methods);
		const message = shape ? checkRequest(shape.request, raw.send) : asMap(raw.send);
		return shows({ do: "send", call, message }, null);
	},
	receive(raw, methods) {
		const call = opened(callOf(raw), methods);
		const messages = messagesOf(raw.receive, shapeOf(call, methods));
		if (messages.length === 0) return null;
		return shows({ do: "receive", call, count: messages.length }, { messages });
	},
	pause(raw) {
		return shows({ do: "pause", ms: millis(raw.pause, "pause") }, null);
	},
	expect_silence(raw, methods) {
		const call = opened(callOf(raw), methods);
		const ms = millis(raw.expect_silence, "expect_silence");
		const broken = raw.broken ?? false;
		if (typeof broken !== "boolean") throw new FileProblem("broken: expected true or false");
		return shows({ do: "expect_silence", call, ms }, { silent: !broken });
	},
	half_close(raw, methods) {
		return shows({ do: "half_close", call: opened(String(raw.half_close), methods) }, null);
	},
	cancel(raw, methods) {
		return shows({ do: "cancel", call: opened(String(raw.cancel), methods) }, null);
	},
	finish(raw, methods) {
		const call = opened(callOf(raw), methods);
		return shows({ do: "finish", call }, expectedFinish(raw.finish, shapeOf(call, methods)));
	},
};

/** What a `finish` is expected to show, from its short or long form. */
export function expectedFinish(written: unknown, shape: MethodShape | null): ExpectedStep {
	const raw = typeof written === "string" ? { status: written } : asMap(written);
	for (const key of Object.keys(raw)) {
		if (!["status", "messages", "initial", "trailing"].includes(key)) {
			throw new FileProblem(`finish: unknown key ${key}`);
		}
	}
	const status = StatusName.safeParse(raw.status);
	if (!status.success) {
		throw new FileProblem(`finish: expected a status name, got ${JSON.stringify(raw.status)}`);
	}
	return {
		status: status.data,
		messages: messagesOf(raw.messages ?? [], shape),
		...("initial" in raw ? { initial: metadataOf(raw.initial) } : {}),
		...("trailing" in raw ? { trailing: metadataOf(raw.trailing) } : {}),
	};
}

/** Expected messages, completed. */
export function messagesOf(written: unknown, shape: MethodShape | null) {
	if (!Array.isArray(written)) {
		throw new FileProblem(`expected a list of messages, got ${JSON.stringify(written)}`);
	}
	return written.map((item) => (shape ? completeResponse(shape.response, item) : asMap(item)));
}

function metadataOf(written: unknown): MetadataList {
	if (written === undefined) return [];
	return Object.entries(asMap(written))
		.map(([key, value]): [string, string[]] => {
			const values = Array.isArray(value) ? value : [value];
			if (key !== key.toLowerCase()) throw new FileProblem(`metadata ${key}: use lower case`);
			return [key, values.map(String)];
		})
		.sort(([one], [other]) => (one < other ? -1 : 1));
}

function shows(step: Step, expected: ExpectedStep): WrittenStep {
	return { step, expected };
}

function callOf(raw: Written): string {
	return String(raw.call ?? "a");
}

function opened(call: string, methods: Methods): string {
	if (!methods.has(call)) throw new FileProblem(`call ${call} is not opened before`);
	return call;
}

function shapeOf(call: string, methods: Methods): MethodShape | null {
	return METHODS[methods.get(call) ?? ""] ?? null;
}

function millis(value: unknown, verb: string): number {
	if (!Number.isInteger(value) || (value as number) < 1) {
		throw new FileProblem(`${verb}: expected milliseconds, got ${JSON.stringify(value)}`);
	}
	return value as number;
}

function asMap(value: unknown): Record<string, unknown> {
	if (!isMap(value)) throw new FileProblem(`expected a map, got ${JSON.stringify(value)}`);
	return value;
}
