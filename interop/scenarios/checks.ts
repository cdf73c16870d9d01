/** What a script must not do: things that no driver could answer in one way only. */
import type { Step } from "../model/batch.ts";
import { modeOf, sendsOnce } from "../model/methods.ts";
import type { Mode } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";

/** Request metadata that keeps an obedient server from ending a call for a while. */
const HOLDING = [
	"x-interop-delay-ms",
	"x-interop-sleep-ms",
	"x-interop-pace-ms",
	"x-interop-fail-delay-ms",
];

/** Methods that a server never ends by itself. */
const ENDLESS = ["/grpc.health.v1.Health/Watch"];

interface CallState {
	readonly method: string;
	readonly mode: Mode;
	/** True where the server waits, as it is asked to or by the method's nature: the call cannot have ended yet. */
	readonly held: boolean;
	/** True where the server is asked to fail it, so that its end is certain to come. */
	readonly doomed: boolean;
	sends: number;
	halfClosed: boolean;
	finished: boolean;
	cancelled: boolean;
	/** True from a receive until the next send: the server has handled all that was sent. */
	proven: boolean;
}

/** Throws FileProblem where no call of a script is of the mode that the scenario says it is about. */
export function checkMode(
	mode: Mode,
	scripts: readonly { readonly steps: readonly Step[] }[],
): void {
	for (const { steps } of scripts) {
		const modes = steps.flatMap((step) => (step.do === "open" ? [modeOf(step)] : []));
		if (!modes.includes(mode)) {
			const seen = [...new Set(modes)].join(", ") || "no call";
			throw new FileProblem(
				`at mode: expected the mode of a call that it opens (${seen}), got ${mode}`,
			);
		}
	}
}

/** Throws FileProblem at the first step that breaks a rule; returns the most calls open at once. */
export function checkScript(steps: readonly Step[]): number {
	const calls = new Map<string, CallState>();
	let most = 0;
	steps.forEach((step, index) => {
		if (step.do === "open") {
			calls.set(step.call, {
				method: step.method,
				mode: modeOf(step),
				doomed: step.metadata.some(([key]) => key === "x-interop-fail"),
				held: ENDLESS.includes(step.method) || step.metadata.some(([key]) => HOLDING.includes(key)),
				sends: 0,
				halfClosed: false,
				finished: false,
				cancelled: false,
				proven: true,
			});
			most = Math.max(most, [...calls.values()].filter((call) => !call.finished).length);
		} else if (step.do !== "pause") {
			const call = calls.get(step.call);
			const complaint = call ? complain(step, call) : "not opened";
			if (complaint) {
				throw new FileProblem(`step ${index + 1}, ${step.do} of call ${step.call}: ${complaint}`);
			}
		}
	});
	for (const [name, call] of calls) {
		if (!call.finished) throw new FileProblem(`call ${name} is never finished`);
	}
	return most;
}

function complain(step: Exclude<Step, { do: "open" | "pause" }>, call: CallState): string | null {
	if (call.finished) return "the call is finished already";
	if (call.cancelled && step.do !== "finish")
		return "the call is cancelled; only finish can follow";
	const once = sendsOnce(call.mode);
	switch (step.do) {
		case "send":
			if (once && (call.sends === 1 || step.times)) return `${call.method} sends one message`;
			if (call.halfClosed) return "it is half-closed already";
			call.sends += 1;
			call.proven = false;
			return null;
		case "half_close":
			if (once) return `${call.method} half-closes with its message`;
			if (call.halfClosed) return "it is half-closed already";
			call.halfClosed = true;
			return null;
		case "receive":
			call.proven = true;
			return call.mode === "client-streaming" && !call.halfClosed
				? "the response comes after the half-close only"
				: null;
		case "receive_headers":
			return once && call.sends === 0 ? "it has not started: nothing was sent" : null;
		case "expect_silence":
			if (once && call.sends === 0) return "it has not started: nothing was sent";
			// Before its half-close, nothing can come back of a client stream but an end.
			if (call.mode === "client-streaming" && !call.halfClosed) return null;
			return call.proven || call.held || call.doomed
				? null
				: "nothing proves that the server has handled what was sent; receive something first";
		case "cancel":
			call.cancelled = true;
			return !call.held && (once || call.halfClosed)
				? "the call could have ended already; cancel is for calls that are not half-closed, or that the server holds (x-interop-delay-ms)"
				: null;
		case "finish":
			if (once && call.sends === 0) return "it never started: nothing was sent";
			call.finished = true;
			return null;
	}
}
