/** Steps as scenarios write them, one verb each, made into the steps of the driver contract. */
import {
	type Message,
	type MetadataList,
	type RawMode,
	RepeatedText,
	type Step,
} from "../model/batch.ts";
import { isGenericMethod, METHODS, type MethodShape } from "../model/methods.ts";
import type { ExpectedStep } from "../model/scenario.ts";
import { TYPED_SERVICES, typedMethod } from "../model/typed-methods.ts";
import { Mode, StatusName } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";
import { isMap } from "./macros.ts";
import { bytesMessage, bytesReported, checkRequest, completeResponse } from "./messages.ts";

/** A step of the contract, and what it must show. */
export interface WrittenStep {
	readonly step: Step;
	readonly expected: ExpectedStep;
}

type Written = Readonly<Record<string, unknown>>;

/** What the messages of a call are: of a shape, bytes, or empty where nothing is known of its method. */
export type Messages = MethodShape | TypedCall | "bytes" | null;
/** A raw call whose bytes are written field by field. */
export interface TypedCall {
	readonly typed: string;
}
export type Calls = Map<string, Messages>;

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
	open: ["call", "deadline_ms", "metadata", "wait_for_ready", "raw", "typed"],
	send: ["call", "times"],
	receive: ["call"],
	receive_headers: ["call"],
	pause: [],
	expect_silence: ["call", "broken"],
	half_close: [],
	cancel: [],
	finish: ["call"],
};

/** One written step; null where a receive of nothing leaves no step. `calls` learns what each call is. */
export function parseStep(written: unknown, calls: Calls): WrittenStep | null {
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
	return parsers[verb]?.(raw, calls) ?? null;
}

const parsers: Record<string, (raw: Written, calls: Calls) => WrittenStep | null> = {
	open(raw, calls) {
		const call = callOf(raw);
		const method = raw.open;
		if (typeof method !== "string" || (!(method in METHODS) && !isGenericMethod(method))) {
			throw new FileProblem(
				`open: expected ${Object.keys(METHODS).join(", ")} or /package.Service/Method, got ${JSON.stringify(method)}`,
			);
		}
		if (calls.has(call)) throw new FileProblem(`call ${call} is opened twice`);
		const deadline = raw.deadline_ms ?? null;
		if (deadline !== null && !Number.isFinite(deadline)) {
			throw new FileProblem(`deadline_ms: expected milliseconds, perhaps a part of one`);
		}
		const mode = rawModeOf(raw.raw, method);
		const bytes = raw.typed === undefined ? "bytes" : typedCall(raw.typed, method, mode);
		calls.set(call, mode === null ? (METHODS[method] ?? null) : bytes);
		return shows(
			{
				do: "open",
				call,
				method,
				deadline_ms: deadline as number | null,
				metadata: metadataOf(raw.metadata, "as it is written"),
				...(raw.wait_for_ready === true ? { wait_for_ready: true } : {}),
				...(mode === null ? {} : { raw: mode }),
			},
			null,
		);
	},
	send(raw, calls) {
		const call = opened(callOf(raw), calls);
		const message = requestOf(calls.get(call) ?? null, raw.send);
		const { times = 1 } = raw;
		if (!Number.isInteger(times) || (times as number) < 1) {
			throw new FileProblem(`times: expected how often, got ${JSON.stringify(times)}`);
		}
		const more = times === 1 ? {} : { times: times as number };
		return shows({ do: "send", call, message, ...more }, null);
	},
	receive(raw, calls) {
		const call = opened(callOf(raw), calls);
		const messages = messagesOf(raw.receive, calls.get(call) ?? null);
		if (messages.length === 0) return null;
		return shows({ do: "receive", call, count: messages.length }, { messages });
	},
	receive_headers(raw, calls) {
		const call = opened(callOf(raw), calls);
		const ended = raw.receive_headers === "ended";
		const initial = ended ? [] : metadataOf(raw.receive_headers);
		if (initial.length === 0 && !ended) {
			throw new FileProblem("receive_headers: expected metadata, or `ended` where there is none");
		}
		return shows({ do: "receive_headers", call }, ended ? { initial, ended } : { initial });
	},
	pause(raw) {
		return shows({ do: "pause", ms: millis(raw.pause, "pause") }, null);
	},
	expect_silence(raw, calls) {
		const call = opened(callOf(raw), calls);
		const ms = millis(raw.expect_silence, "expect_silence");
		const broken = raw.broken ?? false;
		if (typeof broken !== "boolean") throw new FileProblem("broken: expected true or false");
		return shows({ do: "expect_silence", call, ms }, { silent: !broken });
	},
	half_close(raw, calls) {
		return shows({ do: "half_close", call: opened(String(raw.half_close), calls) }, null);
	},
	cancel(raw, calls) {
		return shows({ do: "cancel", call: opened(String(raw.cancel), calls) }, null);
	},
	finish(raw, calls) {
		const call = opened(callOf(raw), calls);
		return shows({ do: "finish", call }, expectedFinish(raw.finish, calls.get(call) ?? null));
	},
};

const FINISH = ["status", "messages", "initial", "trailing", "details", "status_details"];

/** What a `finish` is expected to show, from its short or long form. */
export function expectedFinish(written: unknown, kind: Messages): ExpectedStep {
	const raw = typeof written === "string" ? { status: written } : asMap(written);
	for (const key of Object.keys(raw)) {
		if (!FINISH.includes(key)) {
			throw new FileProblem(`finish: unknown key ${key}`);
		}
	}
	const status = StatusName.safeParse(raw.status);
	if (!status.success) {
		throw new FileProblem(`finish: expected a status name, got ${JSON.stringify(raw.status)}`);
	}
	return {
		status: status.data,
		messages: messagesOf(raw.messages ?? [], kind),
		...("initial" in raw ? { initial: metadataOf(raw.initial) } : {}),
		...("trailing" in raw ? { trailing: metadataOf(raw.trailing) } : {}),
		...("details" in raw ? { details: textOf(raw.details) } : {}),
		...("status_details" in raw ? { status_details: [String(raw.status_details)] } : {}),
	};
}

/** Expected messages, completed. */
export function messagesOf(written: unknown, kind: Messages) {
	if (!Array.isArray(written)) {
		throw new FileProblem(`expected a list of messages, got ${JSON.stringify(written)}`);
	}
	return written.map((item) => {
		if (kind === "bytes") return bytesReported(item);
		if (kind && "typed" in kind) return asMap(item);
		return kind ? completeResponse(kind.response, item) : asMap(item);
	});
}

/** Metadata as drivers have it. What is sent may have capital letters in its keys; what arrives has none. */
export function metadataOf(written: unknown, keys?: "as it is written"): MetadataList {
	if (written === undefined) return [];
	return Object.entries(asMap(written))
		.map(([key, value]): [string, string[]] => {
			const values = Array.isArray(value) ? value : [value];
			if (keys === undefined && key !== key.toLowerCase()) {
				throw new FileProblem(`metadata ${key}: use lower case`);
			}
			return [key, values.map((one) => metadataValue(key, one))];
		})
		.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A value of metadata; that of a `-bin` key is base64, or written as `{ utf8: TEXT }` or `{ hex: … }`. */
function metadataValue(key: string, written: unknown): string {
	if (!key.endsWith("-bin") || !isMap(written)) return textOf(written);
	return "utf8" in written
		? Buffer.from(textOf(written.utf8), "utf8").toString("base64")
		: bytesMessage(written).base64;
}

/** A text as it is written, or made longer by `{ repeat, times }`. */
function textOf(written: unknown): string {
	const long = RepeatedText.safeParse(written);
	return long.success ? long.data.repeat.repeat(long.data.times) : String(written);
}

function shows(step: Step, expected: ExpectedStep): WrittenStep {
	return { step, expected };
}

function callOf(raw: Written): string {
	return String(raw.call ?? "a");
}

function opened(call: string, calls: Calls): string {
	if (!calls.has(call)) throw new FileProblem(`call ${call} is not opened before`);
	return call;
}

function requestOf(messages: Messages, written: unknown): Message {
	if (messages === "bytes") return bytesMessage(written);
	if (messages && "typed" in messages) return typedMessage(messages.typed, asMap(written));
	return messages ? checkRequest(messages.request, written) : asMap(written);
}

function rawModeOf(written: unknown, method: string): RawMode | null {
	if (written === undefined) return null;
	const mode = Mode.safeParse(written);
	if (!mode.success) throw new FileProblem(`raw: expected one of ${Mode.options.join(", ")}`);
	if (!isGenericMethod(method)) {
		throw new FileProblem(
			`raw: expected the method's path, /package.Service/Method, got ${method}`,
		);
	}
	return mode.data.replace("-", "_") as RawMode;
}

function typedCall(written: unknown, method: string, mode: RawMode | null): TypedCall {
	if (written !== true || mode === null)
		throw new FileProblem("typed: expected true, of a raw call");
	if (typedMethod(method) === null) {
		throw new FileProblem(
			`typed: expected a method of ${TYPED_SERVICES.join(", ")}, got ${method}`,
		);
	}
	return { typed: method };
}

function typedMessage(method: string, written: Message): Message {
	try {
		return { base64: typedMethod(method)?.encode(written).toString("base64") };
	} catch (cause) {
		throw new FileProblem(`send: ${cause instanceof Error ? cause.message : String(cause)}`);
	}
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
