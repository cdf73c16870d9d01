/**
 * A script and its transcript cut into short pieces, each of which is judged as the whole is: a long
 * script has thousands of assertions, and each of them is changed on its own.
 */
import { judgeCell } from "../../compare/cell.ts";
import { normalise, type Rule } from "../../compare/normalise.ts";
import type { StepResult } from "../../model/batch.ts";
import { type ExpectedStep, type Script, stepAddresses } from "../../model/scenario.ts";
import type { Outcome } from "../../model/words.ts";
import type { Recording } from "./recordings.ts";

/** Steps that show something, in a piece. */
const MOST_STEPS = 6;
/** Messages of one step, in a piece. */
const MOST_MESSAGES = 8;

export interface Piece {
	readonly recording: Recording;
	readonly script: Script;
	readonly results: readonly StepResult[];
	/** The steps of the piece whose assertions are meant: index in it, and what to call them. */
	readonly asserted: readonly Asserted[];
}

export interface Asserted {
	readonly index: number;
	/** E.g. status/details a.finish; with the messages that are meant, where they are a part. */
	readonly name: string;
	/** True where only the messages are meant: the rest of the step is in another piece. */
	readonly messagesOnly: boolean;
}

export function piecesOf(recording: Recording): Piece[] {
	const { cell, scenario, line } = recording;
	const script = scenario.scripts[cell.behaviour];
	const addresses = stepAddresses(script.steps);
	const name = (index: number) => `${scenario.id} (${cell.behaviour}) ${addresses[index]}`;
	const showing = script.expected.flatMap((expected, index) => (expected === null ? [] : [index]));
	const long = showing.filter((index) => messagesOf(script.expected[index]).length > MOST_MESSAGES);
	const short = showing.filter((index) => !long.includes(index));
	const chunks = Array.from({ length: Math.ceil(short.length / MOST_STEPS) }, (_, at) =>
		short.slice(at * MOST_STEPS, (at + 1) * MOST_STEPS),
	);
	return [
		...chunks.map((indexes) =>
			cut(recording, indexes, script.expected, line.results, (index) => ({
				name: name(index),
				messagesOnly: false,
			})),
		),
		...long.flatMap((index) => {
			const count = messagesOf(script.expected[index]).length;
			return Array.from({ length: Math.ceil(count / MOST_MESSAGES) }, (_, at) => {
				const [from, to] = [at * MOST_MESSAGES, (at + 1) * MOST_MESSAGES];
				const part = <T>(all: readonly T[]) =>
					all.map((item, other) => (other === index ? sliced(item, from, to) : item));
				return cut(recording, [index], part(script.expected), part(line.results), () => ({
					name: `${name(index)} from message ${from + 1}`,
					messagesOnly: at > 0,
				}));
			});
		}),
	];
}

/** Only these steps, and what begins and cancels their calls: a normalisation may look at that. */
function cut(
	recording: Recording,
	indexes: readonly number[],
	expected: readonly ExpectedStep[],
	results: readonly StepResult[],
	about: (index: number) => Pick<Asserted, "name" | "messagesOnly">,
): Piece {
	const { scenario, cell } = recording;
	const whole = scenario.scripts[cell.behaviour];
	const callOf = (index: number) => {
		const step = whole.steps[index];
		return step && "call" in step ? step.call : null;
	};
	const calls = new Set(indexes.map(callOf));
	const kept = whole.steps.flatMap((step, index) => {
		const frames = step.do === "open" || step.do === "cancel";
		return indexes.includes(index) || (frames && calls.has(step.call)) ? [index] : [];
	});
	const pick = <T>(all: readonly T[]) => kept.map((index) => all[index] as T);
	return {
		recording,
		script: { ...whole, steps: pick(whole.steps), expected: pick(expected) },
		results: pick(results),
		asserted: indexes.map((index) => ({ index: kept.indexOf(index), ...about(index) })),
	};
}

function messagesOf(shown: ExpectedStep | undefined): readonly unknown[] {
	return shown && "messages" in shown ? shown.messages : [];
}

function sliced<T>(item: T, from: number, to: number): T {
	const { messages } = item as { readonly messages: readonly unknown[] };
	return { ...item, messages: messages.slice(from, to) };
}

/** What the expectation alone says of a piece, perhaps with other expectations or results. */
export function judgePiece(
	{ recording, script, results }: Piece,
	changed: {
		readonly expected?: readonly ExpectedStep[];
		readonly results?: readonly StepResult[];
	} = {},
): Outcome {
	const { cell, scenario, limitMs, line } = recording;
	const own = {
		...script,
		expected: [...(changed.expected ?? script.expected)],
		witness: {},
		order: [],
		wire: {},
	};
	return judgeCell({
		cell,
		scenario: { ...scenario, scripts: { ...scenario.scripts, [cell.behaviour]: own } },
		line: { ...line, results: [...(changed.results ?? results)] },
		ledger: [],
		witnesses: null,
		streams: null,
		serverNote: null,
		limitMs,
		// A piece has no time line of its own.
		contract: 1,
	}).outcome;
}

/** Its transcript, as these rules leave it. */
export function transcriptOf(
	{ recording, script }: Piece,
	results: readonly StepResult[],
	rules?: readonly Rule[],
): Record<string, unknown>[] {
	const { cell, scenario, limitMs } = recording;
	const context = {
		places: cell.places,
		timed: scenario.timed,
		limitMs: scenario.limit_ms ?? limitMs,
		steps: script.steps,
		expected: script.expected,
		typed: script.typed,
	};
	return normalise(results, context, rules);
}
